/** A laboratory test: LOINC, name as reports write it, unit, limits of reference and decimals. Ranges are those of usual reports, for looks. */
export interface LabEntry {
  readonly loinc: string;
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

/** LOINC | name | unit | low | high | decimals; a blank line parts the panels. */
const table = `
2345-7|Glucose|mg/dL|65|99|0
3094-0|BUN|mg/dL|7|25|0
2160-0|Creatinine|mg/dL|0.60|1.29|2
33914-3|eGFR|mL/min/1.73m2|60|120|0
2951-2|Sodium|mmol/L|135|146|0
2823-3|Potassium|mmol/L|3.5|5.3|1
2075-0|Chloride|mmol/L|98|110|0
2028-9|Carbon dioxide|mmol/L|20|32|0
17861-6|Calcium|mg/dL|8.6|10.3|1
2885-2|Protein, total|g/dL|6.1|8.1|1
1751-7|Albumin|g/dL|3.6|5.1|1
10834-0|Globulin|g/dL|1.9|3.7|1
1975-2|Bilirubin, total|mg/dL|0.2|1.2|1
6768-6|Alkaline phosphatase|U/L|36|130|0
1920-8|AST|U/L|10|40|0
1742-6|ALT|U/L|9|46|0
3097-3|BUN/Creatinine ratio|ratio|6|22|0
33037-3|Anion gap|mmol/L|7|17|0

6690-2|WBC|x10E3/uL|3.8|10.8|1
789-8|RBC|x10E6/uL|4.20|5.80|2
718-7|Hemoglobin|g/dL|13.2|17.1|1
4544-3|Hematocrit|%|38.5|50.0|1
787-2|MCV|fL|80.0|100.0|1
785-6|MCH|pg|27.0|33.0|1
786-4|MCHC|g/dL|32.0|36.0|1
788-0|RDW|%|11.0|15.0|1
777-3|Platelets|x10E3/uL|140|400|0
32623-1|MPV|fL|7.5|12.5|1
770-8|Neutrophils|%|40|74|0
736-9|Lymphocytes|%|14|46|0
5905-5|Monocytes|%|4|12|0
713-8|Eosinophils|%|0|5|0
706-2|Basophils|%|0|2|0

2093-3|Cholesterol, total|mg/dL|100|199|0
2085-9|HDL cholesterol|mg/dL|40|80|0
13457-7|LDL cholesterol, calc|mg/dL|0|99|0
2571-8|Triglycerides|mg/dL|0|149|0
13458-5|VLDL cholesterol|mg/dL|5|40|0
43396-1|Non-HDL cholesterol|mg/dL|0|129|0
9830-1|Chol/HDL ratio|ratio|0.0|5.0|1
10835-7|Lipoprotein(a)|mg/dL|0|29|0

3016-3|TSH|uIU/mL|0.40|4.50|2
3024-7|Free T4|ng/dL|0.8|1.8|1
3051-0|Free T3|pg/mL|2.3|4.2|1
8099-4|TPO antibody|IU/mL|0|8|0
2842-3|Prolactin|ng/mL|2.0|18.0|1
2143-6|Cortisol|ug/dL|4.0|22.0|1
2986-8|Testosterone, total|ng/dL|250|1100|0
2243-4|Estradiol|pg/mL|10|52|0
15067-2|FSH|mIU/mL|1.6|8.0|1
10501-5|LH|mIU/mL|1.5|9.3|1
2731-8|PTH, intact|pg/mL|14|64|0

4548-4|Hemoglobin A1c|%|4.0|5.6|1
14749-6|Glucose, fasting (SI)|mmol/L|3.9|5.5|1
14957-5|Microalbumin, urine|mg/dL|0.0|2.0|1
9318-7|Albumin/creatinine ratio|mg/g|0|29|0
20448-7|Insulin|uIU/mL|2.0|19.6|1
1986-9|C-peptide|ng/mL|0.80|3.85|2

2132-9|Vitamin B12|pg/mL|200|1100|0
2284-8|Folate|ng/mL|5.4|24.0|1
1989-3|Vitamin D, 25-OH|ng/mL|30|100|0
2276-4|Ferritin|ng/mL|24|380|0
2498-4|Iron|ug/dL|50|180|0
2500-7|TIBC|ug/dL|250|425|0
2502-3|Iron saturation|%|20|48|0
19123-9|Magnesium|mg/dL|1.5|2.5|1
2777-1|Phosphorus|mg/dL|2.5|4.5|1
3084-1|Uric acid|mg/dL|4.0|8.0|1

5902-2|Prothrombin time|sec|9.0|11.5|1
6301-6|INR|ratio|0.9|1.1|1
14979-9|aPTT|sec|23|32|0
3255-7|Fibrinogen|mg/dL|175|425|0
48065-7|D-dimer|ug/mL FEU|0.00|0.50|2
1988-5|C-reactive protein|mg/L|0.0|7.9|1
30341-2|Sed rate (ESR)|mm/h|0|20|0
11572-5|Rheumatoid factor|IU/mL|0|13|0
10839-9|Troponin I|ng/mL|0.00|0.04|2
30934-4|BNP|pg/mL|0|99|0
2157-6|CK, total|U/L|44|196|0
2532-0|LDH|U/L|120|250|0
3040-3|Lipase|U/L|7|60|0
1798-8|Amylase|U/L|21|101|0
2324-2|GGT|U/L|3|95|0
2857-1|PSA, total|ng/mL|0.0|4.0|1

5811-5|Specific gravity, urine|ratio|1.005|1.030|3
5803-2|pH, urine|pH|5.0|8.0|1
5821-4|WBC, urine|/HPF|0|5|0
13945-1|RBC, urine|/HPF|0|2|0
2888-6|Protein, urine|mg/dL|0|20|0
2161-8|Creatinine, urine|mg/dL|20|320|0
`;

const panels = table
  .trim()
  .split('\n\n')
  .map((panel) =>
    panel.split('\n').map((line): LabEntry => {
      const [loinc = '', name = '', unit = '', low = '', high = '', decimals = ''] = line.split('|');
      return { loinc, name, unit, low: Number(low), high: Number(high), decimals: Number(decimals) };
    }),
  );
const titles = [
  'COMPREHENSIVE METABOLIC PANEL',
  'CBC WITH DIFFERENTIAL',
  'LIPID PANEL',
  'THYROID AND HORMONES',
  'DIABETES MONITORING',
  'VITAMINS AND MINERALS',
  'COAGULATION, INFLAMMATION, ENZYMES',
  'URINALYSIS',
];
export const LAB_PANELS: readonly { readonly title: string; readonly tests: readonly LabEntry[] }[] = panels.map(
  (tests, i) => ({ title: titles[i] ?? 'OTHER', tests }),
);
