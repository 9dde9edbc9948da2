/** Made-up people and a small clinical vocabulary for the synthetic practice. Codes are facts of the public code systems that they name. */

export const GIVEN = {
  F: [
    'Alba',
    'Brooke',
    'Carmen',
    'Delia',
    'Edith',
    'Fiona',
    'Greta',
    'Hanna',
    'Ingrid',
    'Josefa',
    'Kaia',
    'Lorena',
    'Mireille',
    'Noor',
    'Odette',
  ],
  M: [
    'Anders',
    'Boris',
    'Cyrus',
    'Dario',
    'Emil',
    'Farid',
    'Gregor',
    'Hugo',
    'Ivo',
    'Jorge',
    'Kofi',
    'Leander',
    'Marek',
    'Niall',
    'Otto',
  ],
} as const;

export const FAMILY = [
  'Abernathy',
  'Bellweather',
  'Castellan',
  'Drumgoole',
  "O'Farrelly",
  'Eisenhardt',
  'Fontaine',
  'Grünwald',
  'Hollingbrook',
  'Iwanow',
  'Juárez-Pinto',
  'Kowalczyk',
  'Lindqvist',
  'Marchetti',
  'Nakamori',
  'Oyelaran',
  'Pellegrin',
  'Quisenberry',
  'Rasmusdatter',
  'Szymborski',
  'Tremblay',
  'Vandersloot',
] as const;

export const STREETS = [
  'Alder Way',
  'Birch Hollow',
  'Cobble Lane',
  'Dovecote Rd',
  'Elm Terrace',
  'Foundry St',
] as const;
export const CITIES = [
  ['Fairhaven', 'OH', '44999'],
  ['Millbrook', 'OH', '44998-0123'],
  ['St. Alban', 'PA', '15999'],
] as const;

/** ICD-10-CM as this system keeps it: without the point. */
export const PROBLEMS = [
  ['E119', 'Type 2 diabetes mellitus without complications'],
  ['I10', 'Essential (primary) hypertension'],
  ['E785', 'Hyperlipidemia, unspecified'],
  ['J45909', 'Unspecified asthma, uncomplicated'],
  ['M545', 'Low back pain'],
  ['F329', 'Major depressive disorder, single episode, unspecified'],
  ['K219', 'Gastro-esophageal reflux disease without esophagitis'],
  ['N390', 'Urinary tract infection, site not specified'],
] as const;

/** Drug name, RxNorm code of the clinical drug, sig, route. The NDC of this system is its own, under a labeler that does not exist. */
export const DRUGS = [
  ['metformin 500 mg tab', '861007', '1 tab po bid', 'PO', '99999-0101-01'],
  ['lisinopril 10 mg tab', '314076', '1 tab po qd', 'PO', '99999-0102-01'],
  ['atorvastatin 20 mg tab', '617310', '1 tab po qhs', 'PO', '99999-0103-01'],
  ['albuterol 90 mcg/act HFA inhaler', '', '2 puffs q4h prn wheezing', 'INH', '99999-0104-01'],
  ['amoxicillin 500 mg cap', '308191', '1 cap po tid x 10 days', 'PO', '99999-0105-01'],
] as const;

/** Allergens as typed by the front desk, with the local code where one was picked. */
export const ALLERGENS = [
  ['PCN', 'A01'],
  ['penicillin', 'A01'],
  ['Sulfa drugs', 'A02'],
  ['peanuts', 'A03'],
  ['latex gloves', 'A04'],
  ['bee stings - carries epi pen', ''],
  ['codeine?? pt unsure', ''],
] as const;

export const REACTIONS = ['hives', 'rash', 'anaphylaxis', 'N/V', 'itching', ''] as const;

/** CVX, name. */
export const VACCINES = [
  ['140', 'Influenza, seasonal, inj, pres free'],
  ['115', 'Tdap'],
  ['133', 'PCV13'],
  ['08', 'Hep B, adolescent or pediatric'],
  ['3', 'MMR'],
] as const;

/** Local test code, name, unit as written, low, high, decimals. */
export const TESTS = [
  ['GLU', 'Glucose', 'mg/dl', 70, 99, 0],
  ['A1C', 'Hgb A1c', '%', 4, 5.6, 1],
  ['K', 'Potassium', 'meq/L', 3.5, 5.1, 1],
  ['CREAT', 'Creatinine', 'MG/DL', 0.6, 1.2, 2],
  ['TSH', 'TSH', 'uIU/mL', 0.4, 4.5, 2],
] as const;

export const COMPLAINTS = ['follow-up', 'cough x 3 days', 'annual physical', 'med refill', 'knee pain'] as const;
