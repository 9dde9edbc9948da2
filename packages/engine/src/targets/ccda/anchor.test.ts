import { expect, it } from 'vitest';
import { cellAnchor, referenceTo, rowAnchors } from './anchor.js';

it('names rows and cells by their number, whatever order they are asked for in and however often', () => {
  for (const number of [3, 1, 2, 41, 50, 3, 41])
    for (const place of [2, 0, 17]) {
      const row = rowAnchors('x', number);
      expect(row).toMatchObject({ row: `x-${number}`, open: `<tr ID="x-${number}">` });
      expect(cellAnchor(row, place)).toEqual({
        id: `x-${number}-${place + 1}`,
        open: `<td ID="x-${number}-${place + 1}">`,
      });
      expect(referenceTo(`x-${number}-${place + 1}`)).toBe(`<reference value="#x-${number}-${place + 1}"/>`);
    }
});
