/**
 * NCI Thesaurus ids of "Medication Product Form" 2.16.840.1.113883.3.88.12.3221.8.11 (C-CDA Medication Activity, CONF:1098-7519), as FHIR
 * DSTU2 lists them (daf-product-form, CC0; the FDA's dosage forms); `a-b` is each number from a to b.
 */
export const doseForms = `
C17423 C25158 C25394 C28944 C29167 C29269 C42678-C42679 C42763 C42887-C43003 C43451 C43525 C45413-C45416 C47887 C47889-C47890 C47892
C47897-C47898 C47912-C47916 C48193 C60884 C60891 C60897 C60926-C60931 C60933-C60934 C60957-C60958 C60984-C60985 C60988 C60992 C60994-C60995
C60997 C61004-C61006
`;

/**
 * NCI Thesaurus ids of what doses are counted in (NCPDP "quantity unit of measure", the FDA's package and dosing units), which the later
 * binding of the same element takes too: AdministrationUnitDoseForm 2.16.840.1.113762.1.4.1021.30. The block holds them all and little else.
 */
export const doseUnits = 'C48473-C48562 C64696 C65060 C62412-C62418 C69124 C91131-C91133 C120126';

/** The codes of a table of numbers and ranges. */
export function codesOfRanges(table: string): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const part of table.trim().split(/\s+/)) {
    const [from, to] = part.split('-').map((end) => Number(end.slice(1))) as [number, number | undefined];
    for (let code = from; code <= (to ?? from); code += 1) codes.add(`C${code}`);
  }
  return codes;
}
