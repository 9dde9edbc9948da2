import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const INSTRUCTIONS_SECTION = template(table.INSTRUCTIONS_SECTION);
export const INSTRUCTION = template(table.INSTRUCTION);
