import { createHash } from 'node:crypto';
import { Decimal } from '../../base/decimal.js';
import type { Tally } from '../read-back.js';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** Binary resources that hold the contents of attachments, by `Binary/id`; each must be used by one attachment. */
export class LiftedContents {
  readonly #held = new Map<string, { readonly binary: Json; readonly where: string; used: boolean }>();

  add(binary: Json, where: string): void {
    this.#held.set(`Binary/${String(binary.id)}`, { binary, where, used: false });
  }

  /**
   * The resource with contents back in their attachments, and without the sizes and hashes that the format adds: these are computed
   * again and must agree.
   */
  restore(resource: Json, where: string, tally: Tally): Json {
    return this.#walk(resource, String(resource.resourceType), where, resource, tally) as Json;
  }

  tellUnused(tally: Tally): void {
    for (const { where, used } of this.#held.values()) if (!used) tally.differ('extra', where, 'Binary');
  }

  #walk(value: unknown, path: string, where: string, owner: Json, tally: Tally): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#walk(item, path, where, owner, tally));
    if (!isObject(value)) return value;
    const plain: Json = {};
    for (const [key, member] of Object.entries(value))
      plain[key] = this.#walk(member, `${path}.${key}`, where, owner, tally);
    const lifted = typeof plain.url === 'string' && plain.data === undefined ? this.#held.get(plain.url) : undefined;
    if (lifted !== undefined && !lifted.used) {
      lifted.used = true;
      const { contentType, data, securityContext } = lifted.binary;
      const holder = isObject(securityContext) ? securityContext.reference : undefined;
      if (contentType !== plain.contentType || holder !== `${String(owner.resourceType)}/${String(owner.id)}`)
        tally.differ('different', where, 'Binary');
      delete plain.url;
      plain.data = data;
    }
    if (typeof plain.data === 'string' && (plain.size !== undefined || plain.hash !== undefined)) {
      const bytes = Buffer.from(plain.data, 'base64');
      if (String(plain.size) === String(bytes.length)) tally.same();
      else tally.differ('different', where, `${path}.size`);
      if (plain.hash === createHash('sha1').update(bytes).digest('base64')) tally.same();
      else tally.differ('different', where, `${path}.hash`);
      delete plain.size;
      delete plain.hash;
    }
    return plain;
  }
}
