import type { CodeableConcept } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, edText } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { plainName } from './names.js';
import { organization } from './parties.js';
import { type Body, ownExtension, type Reading } from './reading.js';

/** What a consumable or product states. */
export interface Product {
  readonly code: CodeableConcept | undefined;
  /** Name of the material that the code does not say already. */
  readonly name: string | undefined;
  readonly lot: string | undefined;
  /** `Organization/id`. */
  readonly manufacturer: string | null;
  readonly extensions: Body[];
}

/** A manufacturedProduct (consumable of a substanceAdministration, product of a supply). */
export function readProduct(holder: XmlElement | undefined, reading: Reading): Product {
  const product = holder?.child('manufacturedProduct');
  const material = product?.child('manufacturedMaterial') ?? product?.child('manufacturedLabeledDrug');
  holder?.mark();
  product?.mark();
  material?.mark();
  const code = concept(material?.child('code'), reading);
  const name = plainName(material?.child('name'));
  const lot = edText(material?.child('lotNumberText'), reading);
  const extensions: Body[] = [];
  for (const id of product ? identifiers(product.all('id')) : [])
    extensions.push(ownExtension('product-id', { valueIdentifier: id }));
  const described = code === undefined ? undefined : code.text;
  const isNew = name !== undefined && name !== described && !code?.coding?.some((c) => c.display === name);
  if (isNew && described !== undefined) extensions.push(ownExtension('product-name', { valueString: name }));
  const whole =
    code === undefined
      ? name === undefined
        ? undefined
        : { text: name }
      : isNew && described === undefined
        ? { ...code, text: name }
        : code;
  return {
    code: whole,
    name,
    lot,
    manufacturer: organization(product?.child('manufacturerOrganization'), reading),
    extensions,
  };
}
