import { template } from '../../template.js';

export const HEALTH_CONCERNS_SECTION = template('2.16.840.1.113883.10.20.22.2.58', '2015-08-01'); // CONF:1198-28804
export const HEALTH_CONCERN_ACT = template('2.16.840.1.113883.10.20.22.4.132', '2015-08-01'); // CONF:1198-30752
