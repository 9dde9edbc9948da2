/**
 * Vaccines by CVX code with the short description of the CDC's list (Vaccine Administered code set, in the public domain). Codes of vaccines that are or
 * were given in the United States; what is not here has no name at hand, which says nothing against the code.
 * One line a code: `code | display | further names`, as in v3.ts.
 */
export const vaccine = `
01|DTP|
02|OPV|
03|MMR|
04|M/R|
05|measles|
06|rubella|
07|mumps|
08|Hep B, adolescent or pediatric|
09|Td (adult), adsorbed|
10|IPV|
11|pertussis|
12|diphtheria antitoxin|
13|TIG|
14|IG, unspecified formulation|
15|influenza, split (incl. purified surface antigen)|
16|influenza, whole|
17|Hib, unspecified formulation|
18|rabies, intramuscular injection|
19|BCG|
20|DTaP|
21|varicella|
22|DTP-Hib|
23|plague|
24|anthrax|
25|typhoid, oral|
26|cholera, unspecified formulation|cholera
27|botulinum antitoxin|
28|DT (pediatric)|
29|CMVIG|
30|HBIG|
31|Hep A, pediatric, unspecified formulation|
32|meningococcal MPSV4|
33|pneumococcal polysaccharide PPV23|
34|RIG|
35|tetanus toxoid, adsorbed|
36|VZIG|
37|yellow fever|
38|rubella/mumps|
39|Japanese encephalitis SC|
40|rabies, intradermal injection|
41|typhoid, parenteral|
42|Hep B, adolescent/high risk infant|
43|Hep B, adult|
44|Hep B, dialysis|
45|Hep B, unspecified formulation|
46|Hib (PRP-D)|
47|Hib (HbOC)|
48|Hib (PRP-T)|
49|Hib (PRP-OMP)|
50|DTaP-Hib|
51|Hib-Hep B|
52|Hep A, adult|
53|typhoid, parenteral, AKD (U.S. military)|
54|adenovirus, type 4|
55|adenovirus, type 7|
62|HPV, quadrivalent|
66|Lyme disease|
71|RSV-IGIV|
74|rotavirus, tetravalent|
75|vaccinia (smallpox)|
77|tick-borne encephalitis|
78|tularemia vaccine|
79|vaccinia immune globulin|
82|adenovirus, unspecified formulation|
83|Hep A, ped/adol, 2 dose|
84|Hep A, ped/adol, 3 dose|
85|Hep A, unspecified formulation|
86|IG|
87|IGIV|
88|influenza, unspecified formulation|
89|polio, unspecified formulation|
90|rabies, unspecified formulation|
91|typhoid, unspecified formulation|
93|RSV-MAb|
94|MMRV|
95|TST-OT tine test|
96|TST-PPD intradermal|
97|TST-PPD tine test|
98|TST, unspecified formulation|
100|pneumococcal conjugate PCV 7|
101|typhoid, ViCPs|
102|DTaP/DTP-Hib-Hep B|
103|meningococcal C conjugate|
104|Hep A-Hep B|
105|vaccinia (smallpox) diluted|
106|DTaP, 5 pertussis antigens|
107|DTaP, unspecified formulation|
108|meningococcal, unspecified formulation|
109|pneumococcal, unspecified formulation|
110|DTaP-Hep B-IPV|
111|influenza, live, intranasal|
112|tetanus toxoid, unspecified formulation|
113|Td (adult) preservative free|
114|meningococcal MCV4P|
115|Tdap|
116|rotavirus, pentavalent|
117|VZIG (IND)|
118|HPV, bivalent|
119|rotavirus, monovalent|
120|DTaP-Hib-IPV|
121|zoster live|zoster
122|rotavirus, unspecified formulation|
123|influenza, H5N1-1203|
125|Novel Influenza-H1N1-09, nasal|
126|Novel influenza-H1N1-09, preservative-free|
127|Novel influenza-H1N1-09|
128|Novel Influenza-H1N1-09, all formulations|
129|Japanese Encephalitis, unspecified formulation|
130|DTaP-IPV|
131|typhus, historical|
132|DTaP-IPV-HIB-HEP B, historical|
133|Pneumococcal conjugate PCV 13|
134|Japanese Encephalitis IM|
135|Influenza, high dose seasonal|
136|Meningococcal MCV4O|
137|HPV, unspecified formulation|
138|Td (adult)|
139|Td(adult) unspecified formulation|
140|Influenza, seasonal, injectable, preservative free|
141|Influenza, seasonal, injectable|
142|tetanus toxoid, not adsorbed|
143|Adenovirus types 4 and 7|
144|influenza, seasonal, intradermal, preservative free|
146|DTaP,IPV,Hib,HepB|
147|meningococcal MCV4, unspecified formulation|
148|Meningococcal C/Y-HIB PRP|
149|influenza, live, intranasal, quadrivalent|
150|influenza, injectable, quadrivalent, preservative free|
151|influenza nasal, unspecified formulation|
152|Pneumococcal Conjugate, unspecified formulation|
153|Influenza, injectable, MDCK, preservative free|
155|influenza, recombinant, injectable, preservative free|
156|Rho(D)-IG|
157|Rho(D) -IG IM|
158|influenza, injectable, quadrivalent|
159|Rho(D) - Unspecified formulation|
160|Influenza A monovalent (H5N1), ADJUVANTED-2013|
161|Influenza, injectable,quadrivalent, preservative free, pediatric|
162|meningococcal B, recombinant|
163|meningococcal B, OMV|
164|meningococcal B, unspecified|
`;
