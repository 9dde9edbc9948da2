/**
 * Codes that C-CDA R2.1 and US Core templates themselves name. SNOMED CT and NCI Thesaurus content is not shipped beyond these.
 * One line a code: `code | display | further names`, as in v3.ts.
 */

/** SNOMED CT ids of "Problem Severity" 2.16.840.1.113883.3.88.12.3221.6.8 (C-CDA Severity Observation, CONF:1198-7356). */
export const severity = `
255604002|Mild|mild;mld
371923003|Mild to moderate|mild to moderate
6736007|Moderate|moderate;mod
371924009|Moderate to severe|moderate to severe
24484000|Severe|severe;sev
442452003|Life threatening severity|life threatening severity;life threatening
399166001|Fatal|fatal
`;

/**
 * SNOMED CT ids of "Allergy and Intolerance Type" 2.16.840.1.113883.3.88.12.3221.6.2 (C-CDA Allergy Observation, CONF:1098-7390), by their
 * preferred terms; the names of earlier editions, which documents still have, are further names.
 */
export const allergyType = `
235719002|Intolerance to food|food intolerance
414285001|Allergy to food|food allergy;food
416098002|Allergy to drug|drug allergy;medication allergy;drug;medication
418038007|Propensity to adverse reaction to substance|propensity to adverse reactions to substance
418471000|Propensity to adverse reaction to food|propensity to adverse reactions to food
419199007|Allergy to substance|allergy;environmental allergy;environmental;environment
419511003|Propensity to adverse reaction to drug|propensity to adverse reactions to drug
420134006|Propensity to adverse reaction|propensity to adverse reactions;adverse reaction
59037007|Intolerance to drug|drug intolerance
`;

/** SNOMED CT ids of "Problem Status" 2.16.840.1.113883.3.88.12.80.68 (C-CDA Problem Status, CONF:1198-7365). */
export const problemStatus = `
55561003|Active|
73425007|Inactive|
413322009|Resolved|
`;

/** SNOMED CT ids of "Smoking Status" 2.16.840.1.113883.11.20.9.38 (C-CDA Smoking Status, CONF:1098-14817; US Core smoking status). */
export const smokingStatus = `
449868002|Smokes tobacco daily|current every day smoker;every day smoker;smokes tobacco daily;smokes tobacco daily finding;daily smoker
428041000124106|Occasional tobacco smoker|current some day smoker;some day smoker;occasional tobacco smoker;occasional smoker
8517006|Ex-smoker|former smoker;ex smoker;ex smoker finding;quit smoking
266919005|Never smoked tobacco|never smoker;never smoked;never smoked tobacco;never smoked tobacco finding;nonsmoker never
77176002|Smoker|smoker;smoker current status unknown;current smoker;smoker finding
266927001|Tobacco smoking consumption unknown|unknown if ever smoked;tobacco smoking consumption unknown
428071000124103|Heavy tobacco smoker|heavy tobacco smoker;heavy smoker;current heavy tobacco smoker;current heavy tobacco use
428061000124105|Light tobacco smoker|light tobacco smoker;light smoker;current light tobacco smoker;current light tobacco use
`;

/**
 * NCI Thesaurus ids of "Medication Route FDA" 2.16.840.1.113883.3.88.12.3221.8.7 (C-CDA Medication Activity, CONF:1098-7514), with the FDA's terms.
 * Eyes and ears give the route; the side is kept in the text.
 */
export const route = `
C38288|ORAL|oral;po;by mouth;per oris;per os;orally;mouth;bymouth;oral route;p o
C28161|INTRAMUSCULAR|im;intramuscular;intramuscularly;i m;intramuscular injection
C38299|SUBCUTANEOUS|sc;sq;subq;sub q;subcut;subcutaneous;subcutaneously;s c;s q;subcutaneous injection
C38276|INTRAVENOUS|iv;intravenous;intravenously;i v;piv;intravenous injection
C38274|INTRAVENOUS BOLUS|iv bolus;iv push;ivp;intravenous bolus
C38279|INTRAVENOUS DRIP|iv drip;iv infusion;intravenous drip;intravenous infusion;ivpb
C38216|RESPIRATORY (INHALATION)|inhalation;inh;inhale;inhaled;inhalational;respiratory inhalation;by inhalation;nebulized;nebulization;via nebulizer
C38284|NASAL|nasal;intranasal;nas;per nostril;in nose;nasally;each nostril
C38287|OPHTHALMIC|ophthalmic;eye;in eye;eyes;left eye;right eye;each eye;both eyes;ou
C38192|AURICULAR (OTIC)|otic;auricular;ear;ears;left ear;right ear;each ear;both ears;in ear
C38295|RECTAL|rectal;pr;per rectum;rectally;p r
C38313|VAGINAL|vaginal;pv;per vagina;vaginally;p v
C38300|SUBLINGUAL|sl;sublingual;sublingually;under the tongue;s l
C38193|BUCCAL|buccal;buccally
C38304|TOPICAL|topical;top;topically
C38675|CUTANEOUS|to skin;cutaneous;on skin
C38305|TRANSDERMAL|td;transdermal;transdermally;transdermal patch
C38238|INTRADERMAL|intradermal;intradermally
C38676|PERCUTANEOUS|percutaneous
C38267|INTRATHECAL|intrathecal
C38210|EPIDURAL|epidural
C38222|INTRA-ARTERIAL|intra arterial;intraarterial;intra arterially
C38223|INTRA-ARTICULAR|intra articular;intraarticular
C38250|INTRALESIONAL|intralesional
C38280|INTRAVITREAL|intravitreal;ivt
C38255|INTRAOCULAR|intraocular
C38258|INTRAPERITONEAL|intraperitoneal
C38257|INTRAPERICARDIAL|intrapericardial
C38272|INTRAUTERINE|intrauterine
C38278|INTRAVESICAL|intravesical
C38271|URETHRAL|urethral
C38285|NASOGASTRIC|nasogastric;ng;ng tube;ngt
C38246|INTRAGASTRIC|intragastric
C38209|ENTERAL|enteral
C38208|ENDOTRACHEAL|endotracheal
C38197|DENTAL|dental
C38289|OROPHARYNGEAL|oropharyngeal
C38200|HEMODIALYSIS|hemodialysis;haemodialysis
C38281|IRRIGATION|irrigation
C38283|TRANSMUCOSAL|transmucosal
C38194|CONJUNCTIVAL|conjunctival
C38296|RETROBULBAR|retrobulbar
C38291|PARENTERAL|parenteral
`;
