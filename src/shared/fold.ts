/** A text as searches compare it: lower case, without accents. The database folds its side with `gatehouse_fold`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
