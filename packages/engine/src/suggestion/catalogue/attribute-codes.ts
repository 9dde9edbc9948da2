/**
 * Attributes whose code is sure once name and values agree. A line:
 * `LOINC | category | what it takes | names, in words | short names, as they are | unit: least..most of the middle values; ...`. `-` in the last cell: a number without a unit.
 * A unit that is told must be one of these, and the middle value lie in its range; where none is told it must lie in the range of one of them, and codes that stand for one
 * unit alone (`!`) are then chosen by it. Names are whole: of a name with a further word (birth weight) another thing is meant. What LOINC tells apart and a name does not
 * (where a waist was measured, in what glucose) is not here. Codes, units: LOINC (Regenstrief), FHIR R4 vital signs, US Core.
 */
export const ATTRIBUTE_CODES = `
85354-9 | vital-signs | pair | blood pressure; arterial pressure; arterial blood pressure; systolic diastolic; blood pressure systolic diastolic; blutdruck; tension arterielle; pression arterielle; presion arterial; tension arterial; pressione arteriosa; pressao arterial; bloeddruk; cisnienie krwi; krvni tlak; tansiyon; arterialnoe davlenie | BP; B/P; RR; TA | mm[Hg]: 60..260
8480-6 | vital-signs | number | systolic blood pressure; systolic; systolic pressure; blood pressure systolic; blutdruck systolisch; systolischer blutdruck; systolisch; tension systolique; pression systolique; presion sistolica; pressione sistolica; sistolica; sistolik; tension arterial sistolica; presion arterial sistolica; pression arterielle systolique | SBP; BPS; SYSBP; SYS; BP_SYS; RRSYS; PAS; TAS; NIBPS | mm[Hg]: 70..240
8462-4 | vital-signs | number | diastolic blood pressure; diastolic; diastolic pressure; blood pressure diastolic; blutdruck diastolisch; diastolischer blutdruck; diastolisch; tension diastolique; pression diastolique; presion diastolica; pressione diastolica; diastolica; diyastolik; tension arterial diastolica; presion arterial diastolica; pression arterielle diastolique | DBP; BPD; DIABP; DIA; BP_DIA; RRDIA; PAD; TAD; NIBPD | mm[Hg]: 30..140
29463-7 | vital-signs | number | weight; body weight; patient weight; korpergewicht; poids corporel; peso corporal; peso corporeo; lichaamsgewicht; masa ciala; waga; kilo | WT; WGT; BW; KG; POIDS; PESO | kg: 1..250; [lb_av]: 2..550; g: 400..250000
8302-2 | vital-signs | number | height; body height; stature; patient height; size body; korpergrosse; korperlange; taille; talla; lengte; lichaamslengte; wzrost; boy; rost; visina | HT; HGT; GR; TAILLE | cm: 35..220; m: 0.35..2.2; [in_i]: 14..87
8310-5 | vital-signs | number | temperature; body temperature; korpertemperatur; temperature corporelle; temperatura corporal; temperatura corporea; lichaamstemperatuur; temperatura ciala; ates; vucut isisi; vucut sicakligi | TEMP; TMP; T | Cel: 34..42; [degF]: 93..108
8867-4 | vital-signs | number | pulse; heart rate; pulse rate; heart frequency; frequency heart; frequency pulse; pulse frequency; heart beat; pouls; pulso; polso; hartslag; tetno; nabiz; frecuencia cardiaca; frequence cardiaque; frequenza cardiaca; hartfrequentie | HR; PR; PULS; FC; HF | /min: 30..220
9279-1 | vital-signs | number | respiratory rate; respiration rate; breathing rate; breath rate; respiration; respiratory frequency; frequency respiratory; frequency respiration; breath frequency; frequency breath; atemfrequenz; atmung; frequence respiratoire; frecuencia respiratoria; frequenza respiratoria; ademhaling; ademfrequentie; czestosc oddechow; solunum sayisi | RESP; RESPR; AF | /min: 6..80
39156-5 | vital-signs | number | body mass index; bmi | BMI; IMC; KMI | kg/m2: 9..70
9843-4 | vital-signs | number | head circumference; circumference head; perimetre cranien; perimetro cefalico; perimetro cranico | HC; HEADC; KU; OFC | cm: 25..65; [in_i]: 10..26
59408-5 | vital-signs | number | pulse oximetry; oxygen saturation pulse oximetry; oximetry | SPO2; POX; PULSEOX | %: 60..100
2708-6 | vital-signs | number | oxygen saturation; arterial oxygen saturation; saturation oxygen; sauerstoffsattigung; sattigung; saturation en oxygene; saturacion de oxigeno; saturazione ossigeno; zuurstofsaturatie; saturacja | O2SAT; SAO2; O2SA; SAT | %: 60..100
72514-3 | survey | number | pain score; pain severity score | NRS | -: 0..10; {score}: 0..10
9269-2 | survey | number | glasgow coma score; glasgow coma scale; glasgow coma score total | GCS | -: 3..15; {score}: 3..15
44261-6 | survey | number | phq 9; phq 9 score; phq 9 total score | PHQ9 | -: 0..27; {score}: 0..27
70274-6 | survey | number | gad 7; gad 7 score; gad 7 total score | GAD7 | -: 0..21; {score}: 0..21
8665-2 | - | date | last menstrual period; last menstrual period date; last menstrual period start date | LMP; LMPD | -
11778-8 | - | date | expected delivery date; estimated delivery date; expected date delivery; estimated date delivery | EDD; EDC | -
72166-2 | social-history | smoking | smoking status; tobacco smoking status; smoking tobacco status | SMOKSTAT | -
4548-4 | laboratory | number! | hemoglobin a1c; hba1c; a1c; glycated hemoglobin; hemoglobin glycated; glycosylated hemoglobin | A1C; HBA1C; HGBA1C | %: 3..18
59261-8 | laboratory | number! | hemoglobin a1c; hba1c; a1c; glycated hemoglobin; hemoglobin glycated; glycosylated hemoglobin | A1C; HBA1C; HGBA1C | mmol/mol: 19..175
2093-3 | laboratory | number! | cholesterol; total cholesterol; cholesterol total | CHOL; TCHOL; TCHL | mg/dL: 60..500
14647-2 | laboratory | number! | cholesterol; total cholesterol; cholesterol total | CHOL; TCHOL; TCHL | mmol/L: 1.5..14
2085-9 | laboratory | number! | hdl cholesterol; hdl; cholesterol hdl | HDL; HDLC | mg/dL: 15..150
14646-4 | laboratory | number! | hdl cholesterol; hdl; cholesterol hdl | HDL; HDLC | mmol/L: 0.3..4
2571-8 | laboratory | number! | triglyceride; triglycerides | TRIG; TG; TRGL | mg/dL: 20..2000
14927-8 | laboratory | number! | triglyceride; triglycerides | TRIG; TG; TRGL | mmol/L: 0.2..25
6301-6 | laboratory | number | inr; international normalized ratio | INR | -: 0.7..12; {INR}: 0.7..12
`;

/** Words beside the name of an attribute that do not make it another one. */
export const ATTRIBUTE_FILLERS: ReadonlySet<string> = new Set(
  'measure measurement measured reading value result current vital sign patient adult observation finding kg cm lb lbs inch mmhg celsius fahrenheit centigrade percent bpm unit'.split(
    ' ',
  ),
);
