/**
 * Columns that are a fact of their own: vital signs and facts of social history that stand beside each other in one row. A line:
 * `LOINC (- where none is sure) | what it takes | names of columns | units | least | most usual value (any of the units)`. Codes and names: LOINC (Regenstrief), the US Core vital signs and social
 * history profiles.
 */
export const VITALS = `
8480-6 | blood pressure systolic; systolic; systolic blood pressure; bp systolic; systolic pressure; pressure systolic; maxima tension; sistolica; systolique; systolisch; tension sistolica; pas; sistolik | mm[Hg] | 60 | 260
8462-4 | blood pressure diastolic; diastolic; diastolic blood pressure; bp diastolic; diastolic pressure; diastolica; diastolique; diastolisch; pad; diyastolik | mm[Hg] | 30 | 160
85354-9 | blood pressure; blutdruck; tension arterielle; presion arterial; pressione arteriosa; pressao arterial; bloeddruk; cisnienie krwi; tensiune; krvni tlak; tansiyon; davlenie | mm[Hg] | |
29463-7 | weight; body weight; patient weight; weight kg; weight lbs; weight pound; weight ounce | kg g [lb_av] [oz_av] | 1 | 400
8302-2 | height; body height; patient height; height cm; height inch; stature; length body; height in | cm m [in_i] [ft_i] | 10 | 230
8310-5 | temperature; body temperature; temp celsius; temp fahrenheit; patient temperature | Cel [degF] | 30 | 110
8867-4 | pulse; heart rate; pulse rate; heart beat; frequency pulse; hr | /min | 30 | 220
9279-1 | respiration; respiratory rate; respiration rate; breath rate; breathing rate | /min | 5 | 80
39156-5 | body mass index; bmi value | kg/m2 | 8 | 90
59408-5 | oxygen saturation; pulse oximetry; o2 saturation; spo2; saturation; oxygen saturation percent | % | 50 | 100
9843-4 | head circumference; occipital frontal circumference; head size; perimetre cranien; perimetro cefalico; perimetro cranico | cm [in_i] | 10 | 70
8280-0 | waist circumference; waist; waist size; abdominal circumference; girth abdominal | cm [in_i] | 10 | 200
72514-3 | pain severity; pain score; pain level; pain; pain scale; pain rating | | 0 | 10
3151-8 | oxygen flow rate; inhaled oxygen flow rate; o2 flow; oxygen flow; oxygen rate | L/min | 0 | 60
3150-6 | inhaled oxygen concentration; fio2; oxygen concentration; o2 concentration; inhaled oxygen | % | 15 | 100
8289-1 | head circumference percentile; ped head circumference; head circumference percent | % | 0 | 100
59576-9 | body mass index percentile; bmi percentile; ped bmi; bmi percent | % | 0 | 100
77606-2 | weight height percentile; ped weight height; weight for length percentile | % | 0 | 100
3140-1 | body surface area | m2 | |
9269-2 | glasgow coma score; gcs; glasgow; coma scale | | 3 | 15
2339-0 | blood glucose; blood sugar; glucose; glycemia | mg/dL mmol/L | |
8665-2 | last menstrual period; lmp; lmp date; last period date; menstrual period last | | |
11885-1 | gestational age; ega; week gestation | wk | |
3141-9 | measured weight | kg [lb_av] | |
2708-6 | arterial oxygen saturation | % | |
`;
export const SOCIAL = `
72166-2 | valueCodeableConcept | smoking; smoking status; tobacco; tobacco use; tobacco status; tobacco user; smoker; cigarette; smoking tobacco use; tobacco use description; smoking history; raucher; tabac; tabaco; fumo; fumador; fumeur; roken; tyton; pusenje; sigara; fumat; kurenie | smoking
8663-7 | valueQuantity | pack day; tobacco pack per day; cigarette day; pack per day; tobacco pack day |
- | valueQuantity | tobacco used year; pack year; year smoke; smoking year; tobacco use year |
- | valueDateTime | quit date; smoking quit date; tobacco quit date |
11331-6 | valueString | alcohol; alcohol use; alcohol intake; alcohol user; drink; alcohol consumption; alcohol history; alkohol |
11343-1 | valueString | recreational drug; drug use; illicit drug; illicit drug use; drug abuse; substance abuse; street drug; substance use; iv drug user; illegal drug |
11341-5 | valueCodeableConcept | occupation; occupation history; job; employment status; occupation name; occupation code |
86188-0 | valueCodeableConcept | industry; industry name; industry code |
76690-7 | valueCodeableConcept | sexual orientation; sexual orientation code |
76689-9 | valueCodeableConcept | sex at birth code |
82810-3 | valueCodeableConcept | pregnancy status; pregnant; is pregnant; pregnancy |
11996-6 | valueQuantity | gravida; number pregnancy; pregnancy count |
11977-6 | valueQuantity | parity; para; number delivery |
- | valueQuantity | fetal heart rate; fetal heart tone; peak flow; peak expiratory flow; urine output; fundal height; apgar score; visual acuity; blood volume
- | valueString | exercise; exercise pattern; physical activity; exercise habit; sport |
8691-8 | valueString | travel history |
- | valueString | sleep pattern; sleep |
- | valueString | seatbelt use; seat belt; seatbelt |
- | valueString | counseling; hazardous activity; lifestyle risk |
- | valueString | coffee; caffeine; caffeine use |
63512-8 | valueQuantity | household size; number people household; family size |
- | valueString | income; monthly income; family income; financial review |
71802-3 | valueCodeableConcept | housing status; homeless; living situation; housing |
82589-3 | valueCodeableConcept | education level; education; highest grade; highest education level; school level |
67875-5 | valueCodeableConcept | employment; work status; employed |
- | valueString | migrant; migrant seasonal; veteran status; military service; veteran |
- | valueString | last mammogram; last breast exam; last physical exam; last prostate exam; last colonoscopy; last gynecological exam; last hemoglobin; last psa; last retinal; last flu vaccination; last pneumonia vaccination; last ekg; last cholesterol; last pap; last exam result; last sigmoidoscopy; last fecal; last exam; last ldl; last tetanus |
`;
