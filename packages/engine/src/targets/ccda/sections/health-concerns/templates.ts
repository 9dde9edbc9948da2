import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const HEALTH_CONCERNS_SECTION = template(table.HEALTH_CONCERNS_SECTION);
export const HEALTH_CONCERN_ACT = template(table.HEALTH_CONCERN_ACT);
