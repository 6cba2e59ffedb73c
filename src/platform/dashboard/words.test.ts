import { describe, expect, it } from 'vitest';
import { html } from '#platform/pages/layout.ts';
import { headline } from './state.ts';
import { tableHtml } from './table.ts';
import { lightHtml, limitWords, millisecondWords, shareWords } from './words.ts';

const node = { name: 'one', started_at: '2026-03-02T08:00:00.000Z', last_at: '2026-03-02T09:00:00.000Z' };
const resources = [{ name: 'cpu.share', value: 0.2, mean: 0.2, peak: 0.3, limit: 1, light: 'green' } as const];
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

describe('the state in a sentence', () => {
  it('says what is worst first, and how much more there is', () => {
    const bad = headline({
      status: 'critical',
      reasons: ['mail is down: refused', 'CPU: 97 %'],
      nodes: [node],
      resources,
    });
    expect(bad).toMatchObject({ state: 'down', reasons: ['mail is down: refused', 'CPU: 97 %'] });
    expect(plain(bad.sentence)).toBe('Critical: mail is down: refused. And 1 more reason.');
    const one = headline({ status: 'degraded', reasons: ['CPU: 85 %'], nodes: [node], resources });
    expect([one.state, plain(one.sentence)]).toEqual(['degraded', 'Degraded: CPU: 85 %.']);
  });

  it('calls nothing healthy that nobody measures', () => {
    expect(headline({ status: 'healthy', reasons: [], nodes: [], resources })).toMatchObject({
      state: 'unknown',
      sentence: 'No data: nothing was measured in the last minute.',
    });
    expect(headline({ status: 'healthy', reasons: [], nodes: [node], resources })).toMatchObject({
      state: 'operational',
      sentence: 'Healthy: services, resources and traffic are on target.',
    });
  });
});

describe('words', () => {
  it('tell no data from 0, and how sure a share is', () => {
    expect(shareWords({ share: null, part: 0, n: 0, interval: null })).toBe('No data');
    expect(shareWords({ share: 0, part: 0, n: 1200, interval: null })).toBe('0.0 % (n = 1,200)');
    expect(shareWords({ share: 0.625, part: 25, n: 40, interval: { low: 0.47, high: 0.758 } })).toBe(
      '62.5 % (n = 40, 47.0–75.8 %)',
    );
    expect([null, 0, 0.44, 12.4, 1250].map(millisecondWords)).toEqual(['No data', '0 ms', '0.4 ms', '12 ms', '1.25 s']);
  });

  it('give a light an icon, a word and a colour', () => {
    for (const light of ['green', 'yellow', 'red', 'none'] as const) {
      const { text } = lightHtml(light);
      expect(text).toMatch(
        /^<span class="state (operational|degraded|down|unknown)"><svg[^>]* aria-hidden="true">.*<\/svg>[A-Z]/,
      );
    }
    expect(lightHtml('none').text).toContain('No data');
    expect(lightHtml('none').text).not.toContain('operational');
    expect(lightHtml('yellow', limitWords).text).toContain('Warning');
  });
});

describe('a table', () => {
  it('has a caption, headings, and escapes what it is given', () => {
    const { text } = tableHtml({
      id: 't',
      caption: 'Names & <numbers>',
      columns: ['Name', 'Number'],
      rows: [
        ['<b>Ada</b>', { number: '7' }],
        [html`<bdi>Grace</bdi>`, 'none'],
      ],
      empty: '',
    });
    expect(text).toContain('<caption><span>Names &#38; &#60;numbers&#62;</span></caption>');
    expect(text).toContain('<th scope="col" class="number">Number</th>');
    expect(text).toContain('<th scope="row">&#60;b&#62;Ada&#60;/b&#62;</th><td class="number">7</td>');
    expect(text).toContain('<th scope="row"><bdi>Grace</bdi></th><td>none</td>');
    expect(text).toMatch(/<div class="wide" id="t" data-part role="region" aria-label="[^"]*" tabindex="0">/);
  });

  it('says so where it has no row', () => {
    const { text } = tableHtml({ id: 't', caption: 'x', columns: ['a'], rows: [], empty: 'Nothing yet.' });
    expect(text).toBe('<div class="wide" id="t" data-part><p class="quiet">Nothing yet.</p></div>');
  });
});
