/** Bytes of a file that are looked at. */
export const TEXT_MODE_BYTES = 4 << 20;
/** Fewer line ends or replaced characters than this are chance. */
const ENOUGH = 64;

const LF = 0x0a;
const CR = 0x0d;
/** U+FFFD in UTF-8: what stands for bytes that are no text. */
const REPLACED = Buffer.of(0xef, 0xbf, 0xbd);

/** True where a binary file was changed by being copied as text: every line feed has a carriage return before it, or bytes were replaced. */
export function wasCopiedAsText(head: Buffer): boolean {
  let feeds = 0;
  let bare = 0;
  for (let at = head.indexOf(LF); at >= 0; at = head.indexOf(LF, at + 1)) {
    feeds++;
    if (at === 0 || head[at - 1] !== CR) bare++;
  }
  if (feeds >= ENOUGH && bare === 0) return true;
  let replaced = 0;
  for (let at = head.indexOf(REPLACED); at >= 0 && replaced < ENOUGH; at = head.indexOf(REPLACED, at + 3)) replaced++;
  return replaced >= ENOUGH;
}

export const COPIED_AS_TEXT =
  'The file was copied as text (FTP in ASCII mode, or a conversion of line ends or characters), which changes it for good: copy it again in binary mode.';
