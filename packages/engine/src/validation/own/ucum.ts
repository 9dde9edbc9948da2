import type { UnitCheck } from './vocabulary.js';

/** A UCUM check by the Lister Hill Center's library, loaded when it is first asked for (about 0.3 s). */
export async function loadUcum(): Promise<UnitCheck> {
  // @ts-expect-error the package has no type declarations
  const module = (await import('@lhncbc/ucum-lhc')) as unknown as UcumModule;
  const utils = (module.UcumLhcUtils ?? module.default!.UcumLhcUtils).getInstance();
  return (unit) => unit === '1' || utils.validateUnitString(unit).status === 'valid';
}

/** The part of the library that is used; it comes without types. */
interface UcumModule {
  readonly UcumLhcUtils?: UcumFactory;
  readonly default?: { readonly UcumLhcUtils: UcumFactory };
}
interface UcumFactory {
  getInstance(): { validateUnitString(unit: string): { readonly status: string } };
}
