/** Services that every platform has, with what people call them. An incident may name others. */
export const knownServices = {
  api: 'API',
  database: 'Database',
  mail: 'Mail',
  ai_providers: 'AI providers',
} as const;

export const knownServiceNames: readonly string[] = Object.keys(knownServices);

/** What a service is called. One that is not known here is called what it was named. */
export function serviceTitle(name: string): string {
  return Object.hasOwn(knownServices, name) ? knownServices[name as keyof typeof knownServices] : name;
}

/** Two spellings of one service have the same key. */
export function serviceKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
