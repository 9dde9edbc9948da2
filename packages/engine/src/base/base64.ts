/** Whether text is base64 (RFC 4648, 4), broken by blanks anywhere or not; empty text is. One look at each character: such texts are long, and come from anybody. */
export function isBase64(text: string): boolean {
  if (/[^A-Za-z0-9+/=\s]/.test(text)) return false;
  const padding = text.indexOf('=');
  return padding < 0 || /^==?$/.test(text.slice(padding).trimEnd());
}
