import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-text.js';

describe('htmlToText', () => {
  it.each([
    ['<p>One</p><p>Two &amp; three</p>', 'One\n\nTwo & three'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['<table><tr><td>BP</td><td>120/80</td></tr><tr><td>P</td><td>70</td></tr></table>', 'BP\t120/80\nP\t70'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['x<script>alert(1)</script><style>p{}</style><!-- no -->y', 'xy'],
    ['<html><head><title>Visit</title></head><body>text</body></html>', 'Visit\ntext'],
    ['a <b>bold</b>  word', 'a bold word'],
    ['BP &lt; 120', 'BP < 120'],
    ['<img alt="ECG" src="http://x/y">', '[ECG]'],
  ])('%s', (html, expected) => expect(htmlToText(html)).toBe(expected));

  it('law: the words of any text survive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zA-Z0-9.,]{1,12}$/), { minLength: 1 }),
        fc.constantFrom('p', 'div', 'span', 'li', 'td', 'b'),
        (words, tag) => {
          expect(
            htmlToText(words.map((word) => `<${tag}>${word} </${tag}>`).join(''))
              .replace(/^- | - /g, ' ')
              .split(/[\s-]+/)
              .filter(Boolean),
          ).toEqual(words);
        },
      ),
    );
  });

  it('is quick on hostile input', () => {
    for (const bomb of ['<div>', '<b>', '<table>', '<li>', '&', '<!--', '<']) {
      const start = performance.now();
      expect(typeof htmlToText(bomb.repeat(20_000))).toBe('string');
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});
