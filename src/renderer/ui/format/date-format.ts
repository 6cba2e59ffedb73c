/**
 * A British date format that is made when it is first used: making one takes milliseconds, and most screens need few.
 */
export function dateFormat(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: Intl.DateTimeFormat | null = null;
  return () => {
    made ??= new Intl.DateTimeFormat('en-GB', options);
    return made;
  };
}
