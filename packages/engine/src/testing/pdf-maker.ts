import { deflateSync } from 'node:zlib';

/** A page of a made PDF; points, y from the bottom as PDF has it. */
export interface MadePage {
  readonly size?: readonly [width: number, height: number];
  readonly rotate?: 0 | 90 | 180 | 270;
  readonly lines?: readonly { readonly x: number; readonly y: number; readonly text: string; readonly size?: number }[];
  /** Text render mode (ISO 32000-1 table 106); 3 is invisible. */
  readonly mode?: number;
  /** 8-bit grey, drawn over a rectangle. */
  readonly image?: {
    readonly width: number;
    readonly height: number;
    readonly pixels: Uint8Array;
    readonly at: readonly [x: number, y: number, width: number, height: number];
  };
  /** A filled-in text field. */
  readonly field?: {
    readonly value: string;
    readonly at: readonly [x: number, y: number, width: number, height: number];
  };
}

/** A PDF 1.4 with text in Helvetica, images and fields (ISO 32000-1). `locked`: says that it is encrypted, with a key that nothing opens; `script`: JavaScript that runs on opening. */
export function makePdf(
  pages: readonly MadePage[],
  options: { readonly locked?: boolean; readonly script?: string } = {},
): Buffer {
  const objects: (Buffer | null)[] = [];
  const reserve = (): number => objects.push(null);
  const put = (content: string | Buffer, at = reserve()): number => {
    objects[at - 1] = Buffer.isBuffer(content) ? content : Buffer.from(content, 'latin1');
    return at;
  };
  const stream = (dictionary: string, data: Uint8Array): Buffer => {
    const packed = deflateSync(data);
    const head = `<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream', 'latin1')]);
  };
  const catalog = reserve();
  const tree = reserve();
  const font = put('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const fields: number[] = [];
  const kids = pages.map(({ size = [612, 792], rotate = 0, lines = [], mode = 0, image, field }) => {
    const picture = image
      ? put(
          stream(
            `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
            image.pixels,
          ),
        )
      : null;
    const [x, y, w, h] = image?.at ?? [0, 0, 0, 0];
    const drawn = picture ? `q ${w} 0 0 ${h} ${x} ${y} cm /Im0 Do Q\n` : '';
    const text = lines
      .map((line) => `BT ${mode} Tr /F1 ${line.size ?? 11} Tf ${line.x} ${line.y} Td (${escaped(line.text)}) Tj ET`)
      .join('\n');
    const content = put(stream('', Buffer.from(drawn + text, 'latin1')));
    const resources = `/Resources << /Font << /F1 ${font} 0 R >> ${picture ? `/XObject << /Im0 ${picture} 0 R >>` : ''} >>`;
    const box = field && put(fieldText(field, put(fieldLook(field, stream, font))));
    if (box) fields.push(box);
    return put(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${size[0]} ${size[1]}] /Rotate ${rotate} /Contents ${content} 0 R ${resources} ${box ? `/Annots [${box} 0 R]` : ''} >>`,
    );
  });
  put(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`, tree);
  const form = fields.length > 0 ? `/AcroForm << /Fields [${fields.map((one) => `${one} 0 R`).join(' ')}] >>` : '';
  const script = options.script ? `/OpenAction << /S /JavaScript /JS (${escaped(options.script)}) >>` : '';
  put(`<< /Type /Catalog /Pages ${tree} 0 R ${form} ${script} >>`, catalog);
  return written(objects as Buffer[], catalog, options.locked ?? false);
}

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');

function fieldLook(
  field: NonNullable<MadePage['field']>,
  stream: (dictionary: string, data: Uint8Array) => Buffer,
  font: number,
): Buffer {
  const look = `/Tx BMC BT /F1 11 Tf 2 4 Td (${escaped(field.value)}) Tj ET EMC`;
  const box = `/BBox [0 0 ${field.at[2]} ${field.at[3]}]`;
  return stream(
    `/Type /XObject /Subtype /Form ${box} /Resources << /Font << /F1 ${font} 0 R >> >>`,
    Buffer.from(look, 'latin1'),
  );
}

function fieldText({ value, at: [x, y, w, h] }: NonNullable<MadePage['field']>, look: number): string {
  return `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /F 4 /V (${escaped(value)}) /Rect [${x} ${y} ${x + w} ${y + h}] /AP << /N ${look} 0 R >> >>`;
}

function written(objects: readonly Buffer[], catalog: number, locked: boolean): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let length = parts[0]!.length;
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const key = '41'.repeat(32);
  const encryption = locked
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >> /ID [<${key}> <${key}>]`
    : '';
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${catalog} 0 R ${encryption} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
