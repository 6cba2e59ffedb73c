const sections = /\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g;
const slots = /\{\{(\w+)\}\}/g;

/** What a slot holds: text that still has to be escaped, or a finished piece. */
export type SlotValues = Record<string, string | { finished: string }>;

/**
 * Fills a template: `{{name}}` is replaced by a value, and `{{#name}}…{{/name}}` stays only where the value is not empty.
 * Deliberately no more than that: templates hold words, not logic.
 *
 * @param escapeValue applied to every value that is not finished
 * @throws where the template names a value that was not given, so that no mail goes out with a hole in it
 */
export function fillTemplate(template: string, values: SlotValues, escapeValue: (text: string) => string): string {
  const slotValue = (name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template names “${name}”, which was not given.`);
    return typeof value === 'string' ? escapeValue(value) : value.finished;
  };
  return template
    .replace(sections, (_section, name: string, inner: string) => (slotValue(name) === '' ? '' : inner))
    .replace(slots, (_slot, name: string) => slotValue(name));
}

/** For text and attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Marks that turn the direction of what follows, up to the end of the line: in plain text nothing else would stop them. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text stays text, but a value can neither add lines of its own nor turn those around it. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ').replace(directionMarks, '');
}
