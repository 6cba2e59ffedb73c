import { describe, expect, it } from 'vitest';
import { choiceField, optionalField, optionField, readAddress, textField, writeAddress } from './use-address-state.ts';

const shape = {
  q: textField(),
  status: choiceField(['pending', 'used']),
  sort: optionField(['-created_at', 'email']),
  open: optionalField(),
};

describe('state in the address', () => {
  it('reads what is there and defaults the rest', () => {
    expect(readAddress(shape, { status: 'used', q: 'ada' })).toEqual({
      q: 'ada',
      status: 'used',
      sort: '-created_at',
      open: undefined,
    });
  });

  it('takes an unknown word for none', () => {
    expect(readAddress(shape, { status: 'nonsense', sort: 'nonsense' })).toMatchObject({
      status: undefined,
      sort: '-created_at',
    });
  });

  it('leaves defaults out and keeps what belongs to others', () => {
    expect(writeAddress(shape, { q: 'ada', other: 'kept' }, { q: '', sort: '-created_at', status: 'used' })).toEqual({
      other: 'kept',
      status: 'used',
    });
  });
});
