import * as t from '../../../../formats/cda/templates/udi.js';
import type { ConstraintTable } from './constraint-table.js';

/** Supplemental Templates for Unique Device Identification: what its templates ask beyond their fixed codes. */
export const UDI: readonly ConstraintTable[] = [
  {
    template: t.UDI_ORGANIZER,
    later: true,
    constraints: `
4437-3488 component[observation<4.304>]{1}
4437-3490 statusCode{1}
4437-3541 id{1}
4437-3542 id[@root]
`,
  },
  {
    template: t.DEVICE_IDENTIFIER,
    later: true,
    constraints: `
4524-3422 code{1}
4524-3423 value[@xsi:type='II']{1}
4524-3430 value[@xsi:type='II'][@root]
4524-3540 value[@xsi:type='II'][@displayable='true']
`,
  },
  {
    template: t.DISTINCT_IDENTIFICATION_CODE,
    later: true,
    constraints: `
4437-3349 code{1}
4437-3340 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.SERIAL_NUMBER,
    later: true,
    constraints: `
4437-3374 code{1}
4437-3372 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.EXPIRATION_DATE,
    later: true,
    constraints: `
4437-3394 code{1}
4437-3395 value[@xsi:type='TS']{1}
4437-3402 value[@xsi:type='TS'][@value]
`,
  },
  {
    template: t.BRAND_NAME,
    later: true,
    constraints: `
4437-3404 code{1}
4437-3411 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.MODEL_NUMBER,
    later: true,
    constraints: `
4437-3413 code{1}
4437-3420 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.COMPANY_NAME,
    later: true,
    constraints: `
4437-3442 code{1}
4437-3449 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.LOT_OR_BATCH_NUMBER,
    later: true,
    constraints: `
4437-3451 code{1}
4437-3458 value[@xsi:type='ED']{1}
`,
  },
  {
    template: t.MANUFACTURING_DATE,
    later: true,
    constraints: `
4437-3460 code{1}
4437-3461 value[@xsi:type='TS']{1}
4437-3468 value[@xsi:type='TS'][@value]
`,
  },
];
