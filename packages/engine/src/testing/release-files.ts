/**
 * Small files in the published layouts of code releases, with made-up content: no code or name is taken from a release, save where a check digit or the
 * specification's own metadata codes demand it.
 */
export interface ReleaseFixture {
  readonly name: string;
  readonly bytes: Buffer;
}

const utf8 = (name: string, lines: readonly string[], end = '\n'): ReleaseFixture => ({
  name,
  bytes: Buffer.from(lines.map((line) => line + end).join(''), 'utf8'),
});
const latin1 = (name: string, lines: readonly string[]): ReleaseFixture => ({
  name,
  bytes: Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1'),
});

/** Order number 1-5, code 7-13, flag 15, short 17-76, long 78- (CMS order file readme). */
const order = (number: number, code: string, flag: string, short: string, long: string): string =>
  `${String(number).padStart(5, '0')} ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${long}`;

export const icd10cmOrder = (year: string, retired = false): ReleaseFixture =>
  utf8(`icd10cm_order_${year}.txt`, [
    order(1, 'E99', '0', 'Sugar sickness', 'Sugar sickness of the made-up kind'),
    order(2, 'E9921', '1', 'Sugar sickness w foot sore', 'Sugar sickness of the made-up kind with foot sore'),
    order(3, 'E9929', '1', 'Sugar sickness w oth comp', 'Sugar sickness of the made-up kind with other complication'),
    ...(retired ? [] : [order(4, 'J99X1', '1', 'Wheezing, made up', 'Wheezing of the made-up kind')]),
  ]);

export const icd10pcsOrder = (): ReleaseFixture =>
  utf8('icd10pcs_order_2024.txt', [
    order(1, '0ZZ', '0', 'Made-up Body, Nothing', 'Made-up Body, Nothing'),
    order(2, '0ZZ0XZZ', '1', 'Nothing of Thumb, Ext', 'Nothing of Thumb, External Approach'),
  ]);

export const icd9Long = (): ReleaseFixture =>
  latin1('CMS32_DESC_LONG_DX.txt', [
    '99901 Dizziness of Mémière',
    'V9911 Encounter, made up',
    'E9991 Fall from a cloud',
  ]);

/** Five flags after the target: approximate, no map, combination, scenario, choice list. */
export const gem9 = (): ReleaseFixture =>
  utf8('2018_I9gem.txt', [
    '99901 E9921   10000',
    'V9911 NoDx    11000',
    'E9991 E9921   10111',
    'E9991 E9929   10112',
    'E9991 J99X1   10121',
  ]);

const bars = (...fields: readonly string[]): string => `${fields.join('|')}|`;
const atom = (code: string, sab: string, type: string, text: string, suppress = 'N', own = code): string =>
  bars(code, 'ENG', '', '', '', '', '', `1${code}`, '', '', '', sab, type, own, text, '', suppress, '');

export const rxnormFiles = (): ReleaseFixture[] => [
  utf8('RXNSAB.RRF', [bars('', 'C1', 'RXNORM_20AA_240102F', 'RXNORM', ...Array.from({ length: 21 }, () => ''))]),
  utf8('RXNCONSO.RRF', [
    atom('1000001', 'RXNORM', 'IN', 'zzmupirax'),
    atom('1000002', 'RXNORM', 'SY', 'Mupirax 5 MG Tab'),
    atom('1000002', 'RXNORM', 'SCD', 'zzmupirax 5 MG Oral Tablet'),
    atom('1000002', 'MTHSPL', 'DP', 'MUPIRAX TABLET FILM COATED'),
    atom('1000003', 'RXNORM', 'SBD', 'zzmupirax 5 MG Oral Tablet [Zappit]'),
    atom('1000004', 'RXNORM', 'SCD', 'zzmupirax 2.5 MG/ML / kleptomine 0.5 MG/ML Oral Solution', 'O'),
    atom('1000001', 'ATC', 'IN', 'mupirax', 'N', 'Z99ZZ01'),
  ]),
  utf8('RXNREL.RRF', [
    bars(
      '1000001',
      '',
      'CUI',
      'RN',
      '1000002',
      '',
      'CUI',
      'has_ingredient',
      '',
      '',
      'RXNORM',
      'RXNORM',
      '',
      '',
      '',
      '',
    ),
    bars('1000002', '', 'CUI', 'RN', '1000003', '', 'CUI', 'tradename_of', '', '', 'RXNORM', 'RXNORM', '', '', '', ''),
  ]),
  utf8('RXNSAT.RRF', [
    bars('1000002', '', '', '11000002', 'AUI', '1000002', '', '', 'NDC', 'RXNORM', '99999111101', 'N', ''),
    bars('1000002', '', '', '11000002', 'AUI', '1000002', '', '', 'RXN_STRENGTH', 'RXNORM', '5 MG', 'N', ''),
    bars('1000002', '', '', '11000002', 'AUI', '1000002', '', '', 'NDC', 'MTHSPL', '99999-1111-1', 'N', ''),
  ]),
];

/** Linguistic variants stand beside the table in the whole download, with the same axes. */
export const loincVariant = (): ReleaseFixture =>
  utf8('deDE15LinguisticVariant.csv', [
    'LOINC_NUM,COMPONENT,PROPERTY,TIME_ASPCT,SYSTEM,SCALE_TYP,METHOD_TYP,CLASS,SHORTNAME,LONG_COMMON_NAME,RELATEDNAMES2,LinguisticVariantDisplayName',
    '99001-0,Zorbium,Stoffmengenkonzentration,Zeitpunkt,Serum/Plasma,Quantitativ,,CHEM,,,,',
  ]);

const quoted = (...cells: readonly string[]): string =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

export const loincTable = (): ReleaseFixture =>
  utf8('Loinc.csv', [
    quoted(
      ...['LOINC_NUM', 'COMPONENT', 'PROPERTY', 'TIME_ASPCT', 'SYSTEM', 'SCALE_TYP', 'METHOD_TYP', 'CLASS'],
      ...[
        'VersionLastChanged',
        'STATUS',
        'CONSUMER_NAME',
        'RELATEDNAMES2',
        'SHORTNAME',
        'LONG_COMMON_NAME',
        'EXAMPLE_UCUM_UNITS',
      ],
    ),
    quoted(
      ...['99001-0', 'Zorbium', 'SCnc', 'Pt', 'Ser/Plas', 'Qn', '', 'CHEM', '2.70', 'ACTIVE', 'Zorbium, Blood'],
      ...['Zrb; Zorb; Chemistry', 'Zorbium SerPl-sCnc', 'Zorbium [Moles/volume] in Serum or Plasma', 'mmol/L'],
    ),
    quoted(
      ...['99002-8', 'Zorbium', 'SRat', '24H', 'Urine', 'Qn', '', 'CHEM', '2.76', 'DEPRECATED', '', ''],
      ...['Zorbium 24h Ur-sRate', 'Zorbium [Moles/time] in 24 hour Urine', 'mmol/d'],
    ),
  ]);

export const loincConsumerNames = (): ReleaseFixture =>
  utf8('ConsumerName.csv', [quoted('LoincNumber', 'ConsumerName'), quoted('99001-0', 'Zorbium level')]);

/** Some years are UTF-16 with a byte order mark, codes padded to ten characters. */
export const cvxFile = (wide = false): ReleaseFixture => {
  const text = [
    '901       |Zot, live     |zotovirus vaccine, live|made up|Active|False|2024/06/13',
    '902       |Zot, NOS|zotovirus vaccine, unspecified formulation||Inactive|False|2010/05/28',
  ].join('\r\n');
  return { name: 'cvx.txt', bytes: wide ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, 'utf8') };
};

export const mvxFile = (): ReleaseFixture => utf8('mvx.txt', ['ZZX  |Zzyx Vaccines|none|Active|2020/01/02'], '\r\n');
export const cptCvxFile = (): ReleaseFixture => utf8('cpt.txt', ['9999T |words |Zot, live |901 | |2020/01/02|77']);

const tabs = (...cells: readonly string[]): string => cells.join('\t');

/** Ids carry Verhoeff check digits; metadata ids are those of the RF2 specification. */
export const snomedFiles = (): ReleaseFixture[] => {
  const at = 'US1000124_20240301.txt';
  const module = '900000000000207008';
  return [
    utf8(`sct2_Concept_Snapshot_${at}`, [
      tabs('id', 'effectiveTime', 'active', 'moduleId', 'definitionStatusId'),
      tabs('138875005', '20020131', '1', module, '900000000000074008'),
      tabs('404684003', '20020131', '1', module, '900000000000074008'),
      tabs('404684004', '20020131', '1', module, '900000000000074008'),
    ]),
    utf8(`sct2_Description_Snapshot-en_${at}`, [
      tabs(
        'id',
        'effectiveTime',
        'active',
        'moduleId',
        'conceptId',
        'languageCode',
        'typeId',
        'term',
        'caseSignificanceId',
      ),
      tabs(
        '1',
        '20020131',
        '1',
        module,
        '404684003',
        'en',
        '900000000000003001',
        'Made-up "quoted finding (finding)',
        'x',
      ),
      tabs('2', '20020131', '1', module, '404684003', 'en', '900000000000013009', 'Finding by another name', 'x'),
      tabs('3', '20020131', '1', module, '404684003', 'en', '900000000000013009', 'Made-up finding', 'x'),
      tabs('4', '20020131', '0', module, '404684003', 'en', '900000000000013009', 'Dropped name', 'x'),
    ]),
    utf8(`der2_cRefset_LanguageSnapshot-en_${at}`, [
      tabs('id', 'effectiveTime', 'active', 'moduleId', 'refsetId', 'referencedComponentId', 'acceptabilityId'),
      tabs('a', '20020131', '1', module, '900000000000509007', '3', '900000000000548007'),
    ]),
    utf8(`sct2_Relationship_Snapshot_${at}`, [
      tabs(
        'id',
        'effectiveTime',
        'active',
        'moduleId',
        'sourceId',
        'destinationId',
        'relationshipGroup',
        'typeId',
        'characteristicTypeId',
        'modifierId',
      ),
      tabs('5', '20020131', '1', module, '404684003', '138875005', '0', '116680003', 'x', 'x'),
    ]),
    utf8(`der2_iisssccRefset_ExtendedMapSnapshot_${at}`, [
      tabs(
        ...[
          'id',
          'effectiveTime',
          'active',
          'moduleId',
          'refsetId',
          'referencedComponentId',
          'mapGroup',
          'mapPriority',
        ],
        ...['mapRule', 'mapAdvice', 'mapTarget', 'correlationId', 'mapCategoryId'],
      ),
      tabs(
        'm',
        '20240301',
        '1',
        module,
        '6011000124106',
        '404684003',
        '1',
        '1',
        'TRUE',
        'ALWAYS E99.21',
        'E99.21',
        'c',
        'k',
      ),
    ]),
  ];
};

export const ndcFiles = (): ReleaseFixture[] => [
  utf8('product.txt', [
    tabs(
      ...[
        'PRODUCTID',
        'PRODUCTNDC',
        'PRODUCTTYPENAME',
        'PROPRIETARYNAME',
        'PROPRIETARYNAMESUFFIX',
        'NONPROPRIETARYNAME',
      ],
      ...[
        'DOSAGEFORMNAME',
        'ROUTENAME',
        'LABELERNAME',
        'SUBSTANCENAME',
        'ACTIVE_NUMERATOR_STRENGTH',
        'ACTIVE_INGRED_UNIT',
        'NDC_EXCLUDE_FLAG',
      ],
    ),
    tabs(
      '9999-1111_a',
      '9999-1111',
      'HUMAN PRESCRIPTION DRUG',
      'Zappit',
      'XR',
      'Mupirax',
      'TABLET',
      'ORAL',
      'Zed',
      'MUPIRAX',
      '5',
      'mg/1',
      'N',
    ),
  ]),
  utf8('package.txt', [
    tabs('PRODUCTID', 'PRODUCTNDC', 'NDCPACKAGECODE', 'PACKAGEDESCRIPTION', 'ENDMARKETINGDATE'),
    tabs('9999-1111_a', '9999-1111', '9999-1111-01', '30 TABLET in 1 BOTTLE (9999-1111-01)', ''),
    tabs('9999-1111_a', '9999-1111', '99991111', 'no code', ''),
  ]),
];

export const uniiFiles = (): ReleaseFixture[] => [
  utf8('UNII_Records_02Jan2024.txt', [
    tabs('UNII', 'Display Name', 'RN', 'RXCUI'),
    tabs('ZZ0000000Y', 'MUPIRAX', '', '1000001'),
  ]),
  utf8('UNII_Names_02Jan2024.txt', [
    tabs('Name', 'TYPE', 'UNII', 'Display Name'),
    tabs('MUPIRAXUM', 'cn', 'ZZ0000000Y', 'MUPIRAX'),
  ]),
];

const hcpcsLine = (code: string, record: string, long: string, short = '', terminated = ''): string =>
  `${code.padStart(5)}00100${record}${long.padEnd(80)}${short.padEnd(28)}`.padEnd(284) + terminated.padEnd(9);

export const hcpcsFile = (): ReleaseFixture =>
  utf8('HCPC2024_JAN_ANWEB.txt', [
    hcpcsLine('Z9901', '3', 'Supply of a made-up thing, each,', 'Made-up thing'),
    hcpcsLine('Z9901', '4', 'sterile'),
    hcpcsLine('Z9902', '3', 'Another made-up thing', 'Another', '20231231'),
    hcpcsLine('ZZ', '7', 'Made-up modifier', 'Modifier'),
  ]);

export const cptFile = (): ReleaseFixture =>
  utf8('Consolidated_Code_List_2024.txt', [
    'A made-up notice of whose list this is',
    tabs('Concept Id', 'CPT Code', 'Long', 'Medium', 'Short', 'Consumer'),
    tabs('1', '9999T', 'Made-up procedure on the thumb', 'MADE-UP PROC THUMB', 'PROC THMB', 'Thumb procedure'),
  ]);

/** The AMA's older data files: notices, then a code, a tab or a blank, and its text. */
export const cptTexts = (): ReleaseFixture[] => [
  utf8(
    'LONGULT.txt',
    ['A made-up notice of whose list this is', '', '9999T\tMade-up procedure on the thumb', '99998\tMade-up visit'],
    '\r\n',
  ),
  utf8('SHORTU.txt', ['A made-up notice', '9999T PROC THMB']),
  utf8('MEDU.txt', ['A made-up notice', '9999T MADE-UP PROC THUMB']),
];

/** CDC's XML of the same list, in ISO 8859-1, codes padded to ten characters. */
export const cvxXml = (): ReleaseFixture => ({
  name: 'XML2.xml',
  bytes: Buffer.from(
    '<?xml version="1.0" encoding="iso-8859-1"?>\n<CVXCodes>\n<CVXInfo><ShortDescription>Zot, live</ShortDescription><FullVaccinename>zotovirus vaccine, live</FullVaccinename>' +
      '<CVXCode>901       </CVXCode><Notes>made up</Notes><Status>Active</Status><LastUpdated>3/20/2011</LastUpdated></CVXInfo>\n' +
      '<CVXInfo><ShortDescription>Zot, NOS</ShortDescription><FullVaccinename /><CVXCode>902</CVXCode><Notes /><Status>Inactive</Status><LastUpdated>5/28/2010</LastUpdated></CVXInfo>\n</CVXCodes>',
    'latin1',
  ),
});

/** As HL7 publishes them: a narrative and extensions with URLs of their own before the system's. */
const published = (type: string, url: string, more: object): string =>
  JSON.stringify({
    resourceType: type,
    id: 'made-up',
    text: { status: 'generated', div: `<div>{"url": "http://example.org/wrong", [${'x'.repeat(80_000)}</div>` },
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-wg', valueCode: 'vocab' }],
    url,
    version: '2.0.0',
    ...more,
  });

const tarMember = (name: string, text: string): Buffer => {
  const header = Buffer.alloc(512);
  const bytes = Buffer.from(text);
  header.write(name);
  header.write(`${bytes.length.toString(8).padStart(11, '0')} `, 124);
  header.write('0', 156);
  header.write('ustar\0', 257);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
};

/** A FHIR package as the registries hand it out, unpacked from its gzip. */
export const fhirPackage = (): Buffer =>
  Buffer.concat([
    tarMember('package/package.json', '{"name":"example.made.up","version":"2.0.0"}'),
    tarMember(
      'package/CodeSystem-toes.json',
      published('CodeSystem', 'http://example.org/CodeSystem/toes', {
        content: 'complete',
        concept: [{ code: 'big', display: 'Big toe' }],
      }),
    ),
    tarMember(
      'package/CodeSystem-loinc.json',
      published('CodeSystem', 'http://loinc.org', {
        content: 'fragment',
        concept: [{ code: '1-8', display: 'One of many' }],
      }),
    ),
    tarMember(
      'package/CodeSystem-shell.json',
      published('CodeSystem', 'http://example.org/shell', { content: 'not-present' }),
    ),
    tarMember(
      'package/ConceptMap-empty.json',
      published('ConceptMap', 'http://example.org/ConceptMap/empty', { group: [{ element: [] }] }),
    ),
    tarMember('package/ValueSet-toes.json', published('ValueSet', 'http://example.org/ValueSet/toes', {})),
    Buffer.alloc(1024),
  ]);

export const codeSystemJson = (): ReleaseFixture => ({
  name: 'thumbs.json',
  bytes: Buffer.from(
    JSON.stringify({
      resourceType: 'CodeSystem',
      url: 'http://example.org/CodeSystem/thumbs',
      version: '3',
      concept: [{ code: 'left', display: 'Left thumb', concept: [{ code: 'left-tip', display: 'Tip of left thumb' }] }],
    }),
  ),
});

export const conceptMapJson = (): ReleaseFixture => ({
  name: 'thumb-map.json',
  bytes: Buffer.from(
    JSON.stringify({
      resourceType: 'ConceptMap',
      url: 'http://example.org/ConceptMap/thumbs',
      version: '1',
      group: [
        {
          source: 'http://example.org/CodeSystem/thumbs',
          target: 'http://snomed.info/sct',
          element: [{ code: 'left', target: [{ code: '404684003', equivalence: 'wider' }] }],
        },
      ],
    }),
  ),
});
