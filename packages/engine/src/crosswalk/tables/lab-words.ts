/** Kinds of quantity, as far as a unit tells them apart; LOINC's properties in their long names stand for them. */
export type Quantity =
  | 'mass'
  | 'moles'
  | 'count'
  | 'enzyme'
  | 'units'
  | 'fraction'
  | 'ratio'
  | 'area'
  | 'time'
  | 'rate'
  | 'pressure'
  | 'cell-volume'
  | 'cell-mass'
  | 'titer'
  | 'presence'
  | 'flow'
  | 'osmolality'
  | 'log'
  | 'interpretation'
  | 'other';

/** Property of a long common name (text between its brackets) to the kind of quantity. The first that fits counts. */
export const PROPERTIES: readonly (readonly [RegExp, Quantity])[] = [
  [/^log/i, 'log'],
  [/fraction|\/100/i, 'fraction'],
  [/ratio/i, 'ratio'],
  [/enzymatic|catalytic/i, 'enzyme'],
  [/^units\/volume|arbitrary/i, 'units'],
  [/^#\/volume/i, 'count'],
  [/#\/area/i, 'area'],
  [/^(pure )?mass\/volume|mass content|mass\/mass/i, 'mass'],
  [/^moles\/volume|^moles\/mass/i, 'moles'],
  [/^(mass|moles|enzymatic activity|units|volume)\/time|rate/i, 'rate'],
  [/partial pressure|pressure/i, 'pressure'],
  [/entitic (mean )?volume/i, 'cell-volume'],
  [/entitic mass/i, 'cell-mass'],
  [/titer/i, 'titer'],
  [/presence/i, 'presence'],
  [/osmol/i, 'osmolality'],
  [/time/i, 'time'],
  [/interpretation|type|identifier|impression|likelihood/i, 'interpretation'],
];

/** Units, without blanks and in lower case, to the kinds of quantity that they are, the likeliest first. */
export const UNIT_QUANTITIES: readonly (readonly [RegExp, readonly Quantity[]])[] = [
  [/^log/, ['log']],
  [/^%|^percent|^pct/, ['fraction', 'ratio']],
  [/^(k|m|th|thou|mil|10[*^e]?\d|x10.*|#|cells?)?\/(u?l|mm3|cu ?mm|cumm|mcl|ml)$/, ['count']],
  [/^(10.*|x10.*|k|m|thous|#|cells?)\/(u?l|mcl|mm3|cumm)$/, ['count']],
  [/(hpf|lpf)$/, ['area', 'presence']],
  [/^(m?g|mg|ug|mcg|ng|pg|g|gm)\/(24|day|d$|hr|h$|tv|tvol)/, ['rate']],
  [/^(mmol|meq|umol|nmol)\/(24|day|d$|hr|h$|tv)/, ['rate']],
  [/^(mg|ug|mcg|g|ng)\/(g|mg|gm|kg|mmol)/, ['ratio', 'mass']],
  [/^(mg|ug|mcg|ng|pg|g|gm|gms)\/(dl|l|ml|100ml)/, ['mass']],
  [/^(mmol|umol|nmol|pmol|meq|mol|ueq)\/(l|ml|dl)/, ['moles']],
  [/^(i?u|units?)\/l$/, ['enzyme', 'units']],
  [/^([mku]?i?u|units?|eu|[mu]?[iu]u|au)\/(ml|l|dl)/, ['units', 'enzyme']],
  [/^(gpl|mpl|apl|index|s\/co|ev|unit|units)/, ['units', 'presence']],
  [/^(sec|s|seconds|min|minutes)\.?$/, ['time']],
  [/^mmhg|^mm\[hg\]|^kpa/, ['pressure']],
  [/^fl$/, ['cell-volume']],
  [/^pg$/, ['cell-mass']],
  [/^m?osm/, ['osmolality', 'moles']],
  [/^ratio/, ['ratio', 'fraction']],
  [/^(titer|1:)/, ['titer']],
  [/^l\/min|^ml\/min/, ['flow', 'rate']],
  [/^(pos|neg|\+)/, ['presence']],
];

/** Words of a local name that tell the kind of quantity, where no unit does. */
export const QUANTITY_WORDS: ReadonlyMap<string, Quantity> = new Map([
  ['#', 'count'],
  ['absolute', 'count'],
  ['abs', 'count'],
  ['count', 'count'],
  ['%', 'fraction'],
  ['percent', 'fraction'],
  ['pct', 'fraction'],
  ['fraction', 'fraction'],
  ['ratio', 'ratio'],
  ['titer', 'titer'],
  ['screen', 'presence'],
  ['qual', 'presence'],
  ['qualitative', 'presence'],
  ['presence', 'presence'],
  ['detected', 'presence'],
  ['load', 'log'],
  ['interpretation', 'interpretation'],
]);

/** What is measured in plasma without platelets, whatever the list calls the specimen. */
export const COAGULATION =
  /\b(coagulation|prothrombin|thrombin|fibrinogen|antithrombin|aptt|inr|d-dimer|fibrin|plasminogen|lupus|drvvt|von willebrand|protein [cs])\b/i;

/** What US laboratories report in moles or equivalents where nearly all else is by mass. */
export const IN_MOLES: ReadonlySet<string> = new Set(
  'sodium potassium chloride bicarbonate lithium lactate bromide homocysteine ionized'.split(' '),
);

/** A specimen as words of local lists say it, and the systems of LOINC's long names that it may be, each with how well it fits. */
export interface Specimen {
  readonly name: string;
  readonly words: RegExp;
  readonly systems: readonly (readonly [RegExp, number])[];
}

const ANY_BLOOD = /blood|serum|plasma/i;

export const SPECIMENS: readonly Specimen[] = [
  {
    name: 'urine',
    words: /\b(urine|urinary|ur|ua|24 ?hr urine|urin|orina|harn|u(?=-[a-z])|^u(?= [a-z]{3}))\b/i,
    systems: [
      [/^urine$/i, 1],
      [/^urine sediment/i, 0.97],
      [/24 hour urine/i, 0.88],
      [/urine/i, 0.9],
    ],
  },
  {
    name: 'csf',
    words: /\b(csf|cerebrospinal|cerebral spinal|spinal|liquor|lcr)\b/i,
    systems: [
      [/cerebral spinal/i, 1],
      [/^body fluid/i, 0.7],
      [/^specimen/i, 0.65],
    ],
  },
  {
    name: 'pleural fluid',
    words: /\bpleural?\b/i,
    systems: [
      [/^pleural/i, 1],
      [/^body fluid/i, 0.88],
      [/^specimen/i, 0.75],
    ],
  },
  {
    name: 'peritoneal fluid',
    words: /\b(ascites|ascitic|peritoneal|paracentesis)\b/i,
    systems: [
      [/^peritoneal/i, 1],
      [/^body fluid/i, 0.88],
      [/^specimen/i, 0.75],
    ],
  },
  {
    name: 'synovial fluid',
    words: /\b(joint|synovial|knee)\b/i,
    systems: [
      [/^synovial/i, 1],
      [/^body fluid/i, 0.88],
      [/^specimen/i, 0.75],
    ],
  },
  {
    name: 'stool',
    words: /\b(stool|feces|fecal|faeces|stuhl|heces)\b/i,
    systems: [
      [/^stool/i, 1],
      [/^specimen/i, 0.7],
    ],
  },
  {
    name: 'bone marrow',
    words: /\b(bone marrow|marrow)\b/i,
    systems: [
      [/^bone marrow/i, 1],
      [/^specimen/i, 0.8],
      [/blood or (bone marrow|tissue)/i, 0.85],
      [/^blood/i, 0.7],
    ],
  },
  {
    name: 'amniotic fluid',
    words: /\bamniotic\b/i,
    systems: [
      [/amniotic/i, 1],
      [/^body fluid/i, 0.85],
    ],
  },
  { name: 'saliva', words: /\b(saliva|oral fluid)\b/i, systems: [[/saliva|oral fluid/i, 1]] },
  { name: 'sputum', words: /\b(sputum|bal|bronch\w*)\b/i, systems: [[/sputum|bronch|respiratory/i, 1]] },
  { name: 'semen', words: /\b(semen|seminal)\b/i, systems: [[/semen|seminal/i, 1]] },
  {
    name: 'body fluid',
    words: /\b(body fluid|fluid|other body fluid|drainage)\b/i,
    systems: [
      [/^body fluid/i, 1],
      [/^specimen/i, 0.95],
      [/fluid/i, 0.85],
    ],
  },
  {
    name: 'arterial blood',
    words: /\b(arterial|abg|art)\b/i,
    systems: [
      [/arterial/i, 1],
      [/^blood$/i, 0.96],
      [ANY_BLOOD, 0.85],
    ],
  },
  {
    name: 'venous blood',
    words: /\b(venous|vbg)\b/i,
    systems: [
      [/venous/i, 1],
      [/^blood$/i, 0.96],
      [ANY_BLOOD, 0.85],
    ],
  },
  {
    name: 'capillary blood',
    words: /\b(capillary|fingerstick|poc|glucometer)\b/i,
    systems: [
      [/capillary/i, 1],
      [/^blood$/i, 0.97],
      [ANY_BLOOD, 0.85],
    ],
  },
  {
    name: 'serum or plasma',
    words: /\b(serum|ser|plasma|plas|sera|suero)\b/i,
    systems: [
      [/^serum or plasma/i, 1],
      [/^serum|^plasma|platelet poor plasma|serum, plasma/i, 0.98],
      [/^blood/i, 0.85],
    ],
  },
  {
    name: 'blood',
    words: /\b(blood|whole blood|bld|vollblut|blut|sangre)\b/i,
    systems: [
      [/^blood$/i, 1],
      [/^(serum|plasma)|platelet (poor|rich) plasma|red blood cells/i, 0.98],
      [/blood/i, 0.94],
    ],
  },
];

/** Departments that measure in whole blood, in its cells, or in what is left of it: for a specimen that is only called blood. */
export const BLOOD_BY_CONTEXT: readonly (readonly [RegExp, readonly (readonly [RegExp, number])[]])[] = [
  [
    /gas|abg|vbg/i,
    [
      [/^blood$/i, 1],
      [/arterial blood|venous blood|capillary/i, 0.96],
      [/^(serum|plasma)/i, 0.93],
      [/blood/i, 0.95],
    ],
  ],
  [
    /chem|immuno|serol|endocrin|tox|drug/i,
    [
      [/^serum or plasma/i, 1],
      [/^serum|^plasma/i, 0.985],
      [/platelet poor plasma/i, 0.93],
      [/^blood$/i, 0.94],
      [/blood/i, 0.9],
    ],
  ],
  [
    /hem|coag|cbc|diff|flow/i,
    [
      [/^blood$/i, 1],
      [/platelet poor plasma/i, 0.99],
      [/^(serum|plasma)|platelet rich|red blood cells/i, 0.94],
      [/blood/i, 0.95],
    ],
  ],
];

/** Words of a local name that tell how it was measured: what a method's name then holds. */
export const METHOD_WORDS: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(calc|calculated|calculation|derived)\b/i, /calculat|estimated|formula/i],
  [/\b(estimated|est)\b/i, /estimated|predicted|formula/i],
  [/\b(manual|man)\b/i, /manual/i],
  [/\b(auto|automated)\b/i, /automated/i],
  [/\b(direct|measured)\b/i, /direct/i],
  [/\b(electrophoresis|spep|upep|spe)\b/i, /electrophoresis/i],
  [/\b(pcr|naa|rna|dna|viral load)\b/i, /naa|probe|molecular|pcr/i],
  [/\b(rapid)\b/i, /rapid/i],
  [/\b(dipstick|strip|stick)\b/i, /strip/i],
  [/\b(eia|elisa|ia)\b/i, /immunoassay/i],
  [/\b(ifa|if|immunofluorescence|titer)\b/i, /immunofluorescence/i],
  [/\b(screen)\b/i, /screen/i],
  [/\b(confirm|confirmatory|confirmation|gc ?ms|lc ?ms)\b/i, /confirm/i],
];

/** Methods that LOINC names where practices name none, because they are how it is done. */
export const USUAL_METHODS =
  /automated count|automated$|immunoassay|coagulation assay|light microscopy|test strip|microscopy high power field|hplc|flow cytometry|naa with probe|immunofluorescence|screen method|electrophoresis/i;

/** Words that name neither the substance nor anything else that tells codes apart. */
export const LAB_NOISE: ReadonlySet<string> = new Set(
  (
    'level value test assay measurement result quantitative quant calculated measured direct calc manual auto automated serum plasma blood fluid of in the by for and with ' +
    'lab specimen other body estimated est new old reference interp send out sendout eia elisa rapid percent absolute abs count number 24 24hr hr h hour 12 12hr index'
  ).split(' '),
);
