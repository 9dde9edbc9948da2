import type { SyntheticTable } from './table.js';

/** The empty schema of Larkspur, with its look-up rows. */
export function larkspurTables(): Record<
  | 'pat_master'
  | 'pat_ext'
  | 'prov'
  | 'fac'
  | 'visit'
  | 'dx'
  | 'alg'
  | 'rx'
  | 'imm'
  | 'vit'
  | 'lab_order'
  | 'lab'
  | 'note'
  | 'ins'
  | 'ins_co'
  | 'lk'
  | 'appt'
  | 'audit_trail',
  SyntheticTable
> {
  const table = (
    name: string,
    columns: SyntheticTable['columns'],
    rows: SyntheticTable['rows'] = [],
  ): SyntheticTable => ({ name, columns, rows });
  return {
    pat_master: table('pat_master', [
      ['pt_no', 'int(11)'],
      ['chart_no', 'varchar(12)', 'Medical record number'],
      ['lname', 'varchar(40)'],
      ['fname', 'varchar(40)'],
      ['mi', 'varchar(4)'],
      ['dob', 'varchar(10)', 'MM/DD/YYYY'],
      ['sex', 'char(1)'],
      ['race_cd', 'varchar(4)'],
      ['eth_cd', 'varchar(4)'],
      ['lang_cd', 'varchar(4)'],
      ['addr1', 'varchar(60)'],
      ['addr2', 'varchar(60)'],
      ['city', 'varchar(40)'],
      ['st', 'char(2)'],
      ['zip', 'varchar(10)'],
      ['hphone', 'varchar(20)'],
      ['cphone', 'varchar(20)'],
      ['email', 'varchar(80)'],
      ['marital', 'char(1)'],
      ['dec_dt', 'date', 'Date of death'],
      ['del_flag', 'tinyint(4)', '1 = chart deleted'],
      ['pcp_id', 'int(11)'],
    ]),
    pat_ext: table('pat_ext', [
      ['ext_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['attr', 'varchar(20)'],
      ['val', 'varchar(80)'],
    ]),
    prov: table(
      'prov',
      [
        ['prov_id', 'int(11)'],
        ['name', 'varchar(60)', 'LAST, FIRST'],
        ['npi', 'varchar(10)'],
        ['spec', 'varchar(40)'],
      ],
      [
        [1, 'HARTWELL, MONA', '1234567893', 'Family Medicine'],
        [2, 'OSEI, KWAME', '1245319599', 'Internal Medicine'],
        [3, 'BRANDT, LIESL', '', 'Nurse Practitioner'],
        [4, 'PRADO, INES', '1093817465', 'Pediatrics'],
      ],
    ),
    fac: table(
      'fac',
      [
        ['fac_id', 'int(11)'],
        ['name', 'varchar(60)'],
        ['addr', 'varchar(60)'],
        ['city', 'varchar(40)'],
        ['st', 'char(2)'],
        ['zip', 'varchar(10)'],
        ['phone', 'varchar(20)'],
      ],
      [
        [1, 'Larkspur Family Practice', '12 Quarry Rd', 'Fairhaven', 'OH', '44999', '(614) 555-0100'],
        [2, 'Larkspur Satellite Clinic', '7 Ferry Ln', 'Millbrook', 'OH', '44998', '(614) 555-0102'],
      ],
    ),
    visit: table('visit', [
      ['visit_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['prov_id', 'int(11)'],
      ['fac_id', 'int(11)'],
      ['visit_dt', 'datetime'],
      ['vtype', 'varchar(4)'],
      ['cc', 'varchar(80)', 'Chief complaint'],
      ['stat', 'char(1)', 'C closed, X cancelled'],
    ]),
    dx: table('dx', [
      ['dx_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['icd', 'varchar(8)', 'no point'],
      ['icd_ver', 'varchar(2)'],
      ['descr', 'varchar(120)'],
      ['onset', 'varchar(10)'],
      ['resolved_dt', 'varchar(10)'],
      ['stat', 'char(1)', 'A active, I inactive, R resolved, D deleted'],
    ]),
    alg: table('alg', [
      ['alg_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['allergen', 'varchar(80)', 'free text'],
      ['alg_cd', 'varchar(4)', 'local code'],
      ['react', 'varchar(60)'],
      ['sev', 'varchar(4)'],
      ['onset', 'varchar(10)'],
      ['stat', 'char(1)'],
    ]),
    rx: table('rx', [
      ['rx_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['prov_id', 'int(11)'],
      ['drug', 'varchar(80)'],
      ['rxcui', 'varchar(10)'],
      ['ndc', 'varchar(14)'],
      ['sig', 'varchar(80)'],
      ['route', 'varchar(6)'],
      ['start_dt', 'varchar(10)', 'MM/DD/YYYY'],
      ['stop_dt', 'varchar(10)'],
      ['stat', 'varchar(4)', 'ACT, DC, ERR entered in error'],
      ['qty', 'int(11)'],
      ['refills', 'int(11)'],
    ]),
    imm: table('imm', [
      ['imm_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['cvx', 'varchar(4)'],
      ['vacc', 'varchar(60)'],
      ['given_dt', 'date'],
      ['lot', 'varchar(10)'],
      ['refused', 'char(1)'],
      ['ref_reason', 'varchar(60)'],
    ]),
    vit: table('vit', [
      ['vit_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['visit_id', 'int(11)'],
      ['taken', 'datetime'],
      ['bp', 'varchar(10)', 'systolic/diastolic'],
      ['ht_in', 'int(11)'],
      ['wt_lb', 'int(11)', '0 = not taken'],
      ['temp_f', 'varchar(6)'],
      ['pulse', 'int(11)'],
      ['resp', 'int(11)'],
      ['o2', 'int(11)'],
    ]),
    lab_order: table('lab_order', [
      ['ord_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['visit_id', 'int(11)'],
      ['ord_dt', 'datetime'],
    ]),
    lab: table('lab', [
      ['lab_id', 'int(11)'],
      ['ord_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['test_cd', 'varchar(10)', 'local code'],
      ['test_nm', 'varchar(40)'],
      ['res', 'varchar(20)'],
      ['units', 'varchar(10)'],
      ['ref_rng', 'varchar(20)'],
      ['flag', 'varchar(2)'],
      ['coll_dt', 'date'],
      ['stat', 'char(1)', 'F final, P preliminary'],
    ]),
    note: table('note', [
      ['note_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['visit_id', 'int(11)'],
      ['note_dt', 'datetime'],
      ['fmt', 'varchar(4)'],
      ['body', 'mediumtext'],
      ['stat', 'char(1)', 'S signed, D deleted'],
    ]),
    ins: table('ins', [
      ['ins_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['co_id', 'int(11)'],
      ['prio', 'int(11)'],
      ['member_no', 'varchar(20)'],
      ['group_no', 'varchar(20)'],
      ['rel', 'varchar(8)'],
      ['eff_dt', 'date'],
      ['term_dt', 'date'],
    ]),
    ins_co: table(
      'ins_co',
      [
        ['co_id', 'int(11)'],
        ['name', 'varchar(60)'],
      ],
      [
        [1, 'Meadowlark Mutual'],
        [2, 'Tri-County Health Plan'],
      ],
    ),
    lk: table(
      'lk',
      [
        ['lk_id', 'int(11)'],
        ['cat', 'varchar(10)'],
        ['code', 'varchar(6)'],
        ['descr', 'varchar(60)'],
      ],
      [
        [1, 'RACE', '1', 'White'],
        [2, 'RACE', '2', 'Black or African American'],
        [3, 'RACE', '3', 'Asian'],
        [4, 'RACE', '9', 'Refused'],
        [5, 'ETH', 'H', 'Hispanic or Latino'],
        [6, 'ETH', 'N', 'Not Hispanic or Latino'],
        [7, 'LANG', 'ENG', 'English'],
        [8, 'LANG', 'SPA', 'Spanish'],
        [9, 'VTYPE', 'OV', 'Office visit'],
        [10, 'VTYPE', 'NP', 'New patient'],
        [11, 'VTYPE', 'TEL', 'Telephone'],
      ],
    ),
    appt: table('appt', [
      ['appt_id', 'int(11)'],
      ['pt_no', 'int(11)'],
      ['at', 'datetime'],
      ['vtype', 'varchar(4)'],
    ]),
    audit_trail: table('audit_trail', [
      ['aud_id', 'int(11)'],
      ['usr', 'varchar(20)'],
      ['at', 'datetime'],
      ['act', 'varchar(10)'],
    ]),
  };
}
