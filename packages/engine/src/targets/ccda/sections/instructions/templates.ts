import { template } from '../../template.js';

export const INSTRUCTIONS_SECTION = template('2.16.840.1.113883.10.20.22.2.45', '2014-06-09'); // CONF:1098-10112
export const INSTRUCTION = template('2.16.840.1.113883.10.20.22.4.20', '2014-06-09'); // CONF:1098-7393
