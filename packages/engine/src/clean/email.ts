import { clean, nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

export const email = textRule({
  name: 'email',
  describe: 'An e-mail address as written, without mailto:; other text is kept with a finding.',
  returns: 'string',
  findings: ['email-invalid', 'control-characters'],
  clean(raw) {
    const text = plainText(raw)
      .text.trim()
      .replace(/^mailto:/i, '')
      .trim();
    if (text === '') return nothing('email-invalid');
    // RFC 5321 section 4.1.2 dot-string and domain, without quoted local parts and address literals.
    const valid =
      text.length <= 254 &&
      /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,10}[\p{L}\p{N}-]{2,63}$/u.test(text);
    return valid ? clean(text) : withFindings(text, 'email-invalid');
  },
});
