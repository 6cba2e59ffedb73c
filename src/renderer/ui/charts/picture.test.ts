import { describe, expect, it } from 'vitest';
import { shortened } from './picture.ts';

describe('a text in a picture', () => {
  const widthOf = (text: string) => [...text].length * 10;

  it('is whole where there is room', () => {
    expect(shortened('Sign-in is slow', 150, widthOf)).toBe('Sign-in is slow');
  });

  it('ends in an ellipsis where there is none, and never within a sign', () => {
    expect(shortened('Sign-in is slow', 149, widthOf)).toBe('Sign-in is sl…');
    expect(shortened('Sign-in is slow', 90, widthOf)).toBe('Sign-in…');
    expect(shortened('🚀🚀🚀', 20, widthOf)).toBe('🚀…');
    expect(shortened('Sign-in', 0, widthOf)).toBe('S…');
  });
});
