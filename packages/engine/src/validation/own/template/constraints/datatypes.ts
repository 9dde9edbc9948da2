// C-CDA R2.1 volume 2, chapter 5 (participation and other templates): data types of the US realm.

/** 2.16.840.1.113883.10.20.22.5.1 */
export const US_REALM_PATIENT_NAME = `
81-7157 given{1,} or @nullFlavor
81-7159 family{1} or @nullFlavor
81-7278 not(text())
`;

/** 2.16.840.1.113883.10.20.22.5.1.1 */
export const US_REALM_PERSON_NAME = `
81-9371 @nullFlavor or (given and family and not(text())) or (not(*) and text())
81-9372 @nullFlavor or (given and family and not(text())) or (not(*) and text())
`;

/** 2.16.840.1.113883.10.20.22.5.2 */
export const US_REALM_ADDRESS = `
81-7291 @nullFlavor or (streetAddressLine{1,} and streetAddressLine{0,4})
81-7292 city{1} or @nullFlavor
81-7296 not(text())
81-10024 @nullFlavor or (country='US' and state) or country!='US' or (not(country) and state)
81-10025 @nullFlavor or (country='US' and postalCode) or country!='US' or (not(country) and postalCode)
should 81-7290 @use
should 81-7293 state{1}
should 81-7295 country{1}
`;

/** 2.16.840.1.113883.10.20.22.5.3 */
export const US_REALM_DATE_RANGE = `
81-10078 ((@value and length(@value) >= 8) or not(@value)) and ((low/@value and length(low/@value) >= 8) or not(low/@value)) and ((high/@value and length(high/@value) >= 8) or not(high/@value))
should 81-10079 ((@value and length(@value) >= 12) or not(@value)) and ((low/@value and length(low/@value) >= 12) or not(low/@value)) and ((high/@value and length(high/@value) >= 12) or not(high/@value))
should 81-10081 ((@value and (length(@value) < 10 or (length(@value) >= 10 and (contains(@value, '+') or contains(@value, '-'))))) or not(@value)) and ((low/@value and (length(low/@value) < 10 or (length(low/@value) >= 10 and (contains(low/@value, '+') or contains(low/@value, '-'))))) or not(low/@value)) and ((high/@value and (length(high/@value) < 10 or (length(high/@value) >= 10 and (contains(high/@value, '+') or contains(high/@value, '-'))))) or not(high/@value))
`;

/** 2.16.840.1.113883.10.20.22.5.4 */
export const US_REALM_DATE_TIME = `
81-10127 @nullFlavor or length(@value) >= 8
should 81-10128 length(@value) >= 12
should 81-10130 length(@value) < 10 or (length(@value) >= 10 and (contains(@value, '+') or contains(@value, '-')))
`;
