import { type Html, html } from '#platform/pages/layout.ts';

/** What a cell holds; a number is set to the right. */
export type Cell = string | Html | { number: string };

export interface TableContent {
  /** Of the element, for the script that replaces it. */
  id: string;
  caption: string;
  columns: readonly string[];
  /** The first cell of each is its heading. */
  rows: readonly (readonly Cell[])[];
  /** Said where there is no row. */
  empty: string;
  /** The caption is for those who can't see the heading above. */
  quietCaption?: boolean;
}

/** A table that may be wider than a phone: it scrolls by itself, also by keyboard, and the page does not. */
export function tableHtml({ id, caption, columns, rows, empty, quietCaption = false }: TableContent): Html {
  if (rows.length === 0) return html`<div class="wide" id="${id}" data-part><p class="quiet">${empty}</p></div>`;
  const numeric = columns.map((_, index) => rows.some((row) => isNumber(row[index])));
  const head = columns.map(
    (column, index) => html`<th scope="col"${numeric[index] ? numberClass : null}>${column}</th>`,
  );
  const body = rows.map((cells) => html`<tr>${cells.map((cell, index) => cellHtml(cell, index === 0))}</tr>\n`);
  return html`<div class="wide" id="${id}" data-part role="region" aria-label="${caption}" tabindex="0"><table>
<caption${quietCaption ? html` class="out"` : null}><span>${caption}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

const numberClass = html` class="number"`;

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'object' && 'number' in cell;
}

function cellHtml(cell: Cell, first: boolean): Html {
  if (first) return html`<th scope="row">${typeof cell === 'object' && 'number' in cell ? cell.number : cell}</th>`;
  if (typeof cell === 'object' && 'number' in cell) return html`<td class="number">${cell.number}</td>`;
  return html`<td>${cell}</td>`;
}
