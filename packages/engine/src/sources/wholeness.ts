/** Code of the issue that a staged source carries when its files were not whole: no run over it passes its gates. */
export const NOT_WHOLE = 'source-not-whole';
