/** CVX code, name as cards write it, maker, dose in mL: facts of the CDC's public lists. */
const vaccines = `
03|MMR|Merck|0.5
08|Hep B, ped/adol|GSK|0.5
09|Td (adult)|MassBiologics|0.5
10|IPV|Sanofi Pasteur|0.5
20|DTaP|Sanofi Pasteur|0.5
21|Varicella|Merck|0.5
33|Pneumovax 23|Merck|0.5
43|Hep B, adult|GSK|1.0
48|Hib (PRP-T)|Sanofi Pasteur|0.5
49|Hib (PRP-OMP)|Merck|0.5
52|Hep A, adult|GSK|1.0
62|HPV, quadrivalent|Merck|0.5
83|Hep A, ped/adol|Merck|0.5
94|MMRV|Merck|0.5
104|Hep A-Hep B|GSK|1.0
110|DTaP-Hep B-IPV|GSK|0.5
113|Td, preservative free|Sanofi Pasteur|0.5
114|Meningococcal MCV4P|Sanofi Pasteur|0.5
115|Tdap|Sanofi Pasteur|0.5
116|Rotavirus, pentavalent|Merck|2.0
119|Rotavirus, monovalent|GSK|1.0
120|DTaP-Hib-IPV|Sanofi Pasteur|0.5
121|Zoster live|Merck|0.65
130|DTaP-IPV|GSK|0.5
133|PCV13|Pfizer|0.5
135|Influenza, high dose|Sanofi Pasteur|0.5
136|Meningococcal MCV4O|Novartis|0.5
140|Influenza, seasonal, PF|Seqirus|0.5
141|Influenza, seasonal|Seqirus|0.5
149|Influenza, live, nasal|MedImmune|0.2
150|Influenza, quadrivalent, PF|GSK|0.5
158|Influenza, quadrivalent|Sanofi Pasteur|0.5
162|Meningococcal B (Trumenba)|Pfizer|0.5
163|Meningococcal B (Bexsero)|GSK|0.5
165|HPV9|Merck|0.5
185|Influenza, recombinant|Protein Sciences|0.5
187|Zoster recombinant (Shingrix)|GSK|0.5
189|Hep B, Heplisav|Dynavax|0.5
197|Influenza, high dose, quad|Sanofi Pasteur|0.7
207|COVID-19, Moderna|Moderna|0.5
208|COVID-19, Pfizer|Pfizer|0.3
212|COVID-19, Janssen|Janssen|0.5
215|PCV15|Merck|0.5
216|PCV20|Pfizer|0.5
`;
export const VACCINE_LIST = vaccines
  .trim()
  .split('\n')
  .map((line) => {
    const [cvx = '', name = '', maker = '', dose = ''] = line.split('|');
    return { cvx, name, maker, dose };
  });

export const ALLERGEN_LIST: readonly string[] =
  'penicillin,amoxicillin,Augmentin,ampicillin,cephalexin,ceftriaxone,sulfa drugs,Bactrim,erythromycin,azithromycin,clarithromycin,ciprofloxacin,levofloxacin,doxycycline,vancomycin,clindamycin,nitrofurantoin,metronidazole,codeine,morphine,hydrocodone,oxycodone,tramadol,aspirin,ibuprofen,naproxen,ketorolac,NSAIDs,lisinopril,ACE inhibitors,atorvastatin,statins,contrast dye,iodine,lidocaine,latex,adhesive tape,nickel,peanuts,tree nuts,shellfish,eggs,milk,soy,wheat,strawberries,bee stings,wasp venom,cat dander,dust mites,ragweed,grass pollen,mold,gabapentin,metformin,phenytoin,carbamazepine,lamotrigine,allopurinol,heparin,prednisone,promethazine,sertraline,bupropion,influenza vaccine'.split(
    ',',
  );
export const REACTION_LIST: readonly string[] =
  'hives,rash,itching,anaphylaxis,angioedema,facial swelling,throat swelling,shortness of breath,wheezing,nausea,vomiting,nausea and vomiting,diarrhea,GI upset,dizziness,hypotension,headache,confusion,cough,blisters,Stevens-Johnson syndrome,runny nose,muscle pain,sedation,palpitations'.split(
    ',',
  );
export const SITES: readonly string[] = [
  'L deltoid',
  'R deltoid',
  'left deltoid',
  'right deltoid',
  'L thigh',
  'R thigh',
  'LA',
  'RA',
];
