import { expect, it } from 'vitest';
import { unitIn, unitOfName } from './unit-text.js';

it.each([
  ['weight_kg', 'kg'],
  ['Height (cm)', null],
  ['temp_c', 'Cel'],
  ['vitamin_c', null],
  ['package', null],
  ['weight lbs', '[lb_av]'],
])('takes %s for a name with the unit %s', (name, unit) => expect(unitOfName(name)).toBe(unit));

it('takes no unit from a text that names two', () => {
  expect(unitIn('Weight (kg)')).toBe('kg');
  expect(unitIn('in kg or (lb)')).toBeNull();
});
