/**
 * Units in which laboratories of the United States report the common tests, as UCUM: those that LOINC gives as examples for the code (the
 * public Scorecard's L4 looks them up there) and others of the same size, such as meq/L of a single charge. One line a group:
 * `units | LOINC codes`. Tests that are not here have no preferred unit known, and any UCUM unit will do.
 */
const GROUPS = `
mmol/L meq/L|2951-2 2947-0 2823-3 6298-4 2075-0 2069-3 2028-9 2024-8 1963-8 1959-6 33037-3 1863-0 10466-1
mg/dL|2345-7 2339-0 1558-6 41653-7 1554-5 1518-0 3094-0 6299-2 2160-0 38483-4 17861-6 49765-1 1975-2 1968-7 1971-1 2777-1 19123-9 3084-1
mg/dL|2093-3 2085-9 2089-1 13457-7 18262-6 2571-8 43396-1 13458-5 1884-6 1869-7 2161-8 3255-7 2888-6
g/dL|2885-2 1751-7 10834-0 2336-6 718-7 30313-1 30350-3 30351-1 786-4 28540-3
U/L|6768-6 1920-8 1742-6 2532-0 14804-9 2157-6 1798-8 3040-3 2324-2
%|4544-3 20570-8 788-0 30385-9 4548-4 17856-6 4549-2 770-8 736-9 5905-5 713-8 706-2 2502-3 26511-6 26478-8 26485-3 26450-7 30180-4 71695-1
10*3/uL 10*9/L|6690-2 26464-8 777-3 26515-7 49497-1 751-8 731-0 742-7 711-2 704-7 26499-4 26474-7 26484-6 26449-9 26444-0 53115-2
10*6/uL 10*12/L|789-8 26453-1
fL|787-2 30428-7 32623-1 776-5 21000-5
pg|785-6 28539-5
m[IU]/L u[IU]/mL|3016-3 11580-8
ng/dL|3024-7 3053-6 2986-8
ug/dL|3026-2 2498-4 2500-7 2143-6 5671-3 77307-7
ng/mL ug/L|2857-1 1989-3 62292-8 35365-6 2284-8 2276-4 10839-9 42757-5 6598-7 10535-3 2842-3 2039-6
pg/mL ng/L|2132-9 30934-4 33762-6 42637-9 2243-4 2731-8 3051-0 89579-7 67151-1
s|5902-2 3173-2 14979-9 5964-2
{INR}|6301-6 34714-6
mg/L|1988-5 30522-7
mm/h|4537-7 30341-2 82477-1
mL/min/{1.73_m2}|33914-3 48642-3 48643-1 62238-1 69405-9 98979-8 88293-6 88294-4 50044-7 77147-7
{ratio}|1759-0 3097-3 9830-1 11054-4
mg/g mg/g{creat}|9318-7 14959-1 32294-1 30000-4 13705-9
mg/L mg/dL ug/mL|14957-5 1754-1
[pH]|2744-1 11558-4 2746-6 5803-2 2756-5
mm[Hg]|2019-8 2703-7 11557-6 11556-8 2021-4 2705-2
m[IU]/mL [IU]/L|15067-2 10501-5 21198-7 19080-1
umol/L|13965-9
/uL {cells}/uL|24467-3 8123-2
{copies}/mL|25836-8 20447-9 21008-8
`;

/** LOINC code to the units that are preferred for it. */
export const PREFERRED_UNITS: ReadonlyMap<string, readonly string[]> = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((line) => {
      const [units, codes] = line.split('|') as [string, string];
      return codes.split(' ').map((code) => [code, units.split(' ')] as const);
    }),
);
