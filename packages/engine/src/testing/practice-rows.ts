/** Names, numbers and days of the made-up practices that several tests of drafting write down as rows. */
export const FAMILY = ['Abbott', 'Becker', 'Castro', 'Dunne', 'Ewald', 'Fischer', 'Grant', 'Hobbs', 'Irwin', 'Jansen'];
export const GIVEN = ['Mary', 'John', 'Linda', 'Peter', 'Susan', 'Paul', 'Karen', 'Mark', 'Helen', 'Frank'];
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
/** A day of 2023 for each number, as `YYYY-MM-DD`. */
export const day = (at: number): string =>
  `2023-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 27) + 1).padStart(2, '0')}`;
