import { describe, expect, it } from 'vitest';
import { type ChartData, chartOption, isLabelledDirectly, nameLifts } from './chart-options.ts';

const data: ChartData = {
  labels: ['1 Nov', '2 Nov'],
  unit: 'a day',
  series: [{ name: 'Registered <b>', values: [3, null], colour: 'chart-1' }],
  target: { name: 'Target', value: 5 },
};

describe('the options of a chart', () => {
  const option = chartOption(data, (token) => `token:${token}`, false);

  it('draws a gap as a gap', () => {
    expect(option.series[0]?.data).toEqual([3, null]);
    expect(option.series[0]?.connectNulls).toBe(false);
  });

  it('takes every colour from a token', () => {
    expect(option.series[0]?.itemStyle.color).toBe('token:chart-1');
  });

  it('shows the target with its value', () => {
    expect(option.series[0]?.markLine?.label.formatter).toBe('Target 5');
  });

  it('says "no data" and lets no markup of names through', () => {
    expect(option.tooltip.formatter([{ dataIndex: 1 }])).toBe('2 Nov<br>Registered &#60;b&#62;: <b>no data</b>');
  });

  it('names up to four lines at their end instead of in a legend', () => {
    const line = (name: string, end: number) => ({ name, values: [1, end], colour: 'chart-1' });
    const two = { ...data, series: [line('Invited', 9), line('Registered', 2)] };
    expect(isLabelledDirectly(two)).toBe(true);
    expect(chartOption(two, String, false).series[1]?.endLabel?.formatter()).toBe('Registered');
    expect(isLabelledDirectly({ ...data, series: [line('a', 9), { ...line('b', 2), kind: 'bar' }] })).toBe(false);
    expect(
      isLabelledDirectly({ ...data, series: ['a', 'b', 'c', 'd', 'e'].map((name, index) => line(name, index * 5)) }),
    ).toBe(false);
  });

  it('names lines in a legend when they end so close that the names would cover each other', () => {
    const line = (name: string, end: number) => ({ name, values: [100, end], colour: 'chart-1' });
    expect(isLabelledDirectly({ ...data, series: [line('Invited', 1), line('Registered', 0)] })).toBe(false);
  });

  it('lifts names of lines that end close together apart', () => {
    const ending = (...ends: number[]) => ({
      ...data,
      series: ends.map((end, index) => ({ name: `line ${index}`, values: [100, end], colour: 'chart-1' })),
    });
    expect(nameLifts(ending(0, 0), 170)).toEqual([0, 14]);
    expect(nameLifts(ending(5, 0), 170)).toEqual([7, 0]);
    expect(nameLifts(ending(80, 10), 170)).toEqual([0, 0]);
    expect(nameLifts(ending(0, 0, 0), 170)).toEqual([0, 14, 28]);
  });
});
