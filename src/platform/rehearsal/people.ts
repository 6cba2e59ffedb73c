import type { StaffRole } from '#contract/common.ts';
import type { Chance } from './random.ts';

/** Password of every simulated person. It opens nothing but a rehearsal, which listens on this machine only. */
export const rehearsalPassword = 'Rehearsal-2026!';

export interface StaffMember {
  email: string;
  fullName: string;
  role: StaffRole;
}

/** Two of each, so that four eyes can be tried (R19). The first of a role is who a visitor looks through. */
export const rehearsalStaff: readonly StaffMember[] = [
  { email: 'ada.okafor@rehearsal.example', fullName: 'Ada Okafor', role: 'admin' },
  { email: 'henrik.sund@rehearsal.example', fullName: 'Henrik Sund', role: 'admin' },
  { email: 'mei.lindqvist@rehearsal.example', fullName: 'Mei Lindqvist', role: 'ops' },
  { email: 'tomas.rivera@rehearsal.example', fullName: 'Tomás Rivera', role: 'ops' },
  { email: 'priya.nair@rehearsal.example', fullName: 'Priya Nair', role: 'support' },
  { email: 'jonas.weber@rehearsal.example', fullName: 'Jonas Weber', role: 'support' },
];

const givenNames =
  'Amara Anders Anika Arjun Beatriz Bo Camille Chidi Clara Daniel Dara Elif Emil Farah Felix Freya Gita Hana Hugo Ines Isak Ivy Jamal Jana Jiro Kaja Karim Kofi Lena Leo Lin Maja Marco Mina Nadia Nils Noor Olga Omar Pia Quentin Rana Rafael Rosa Sami Sara Selma Soren Tariq Thea Uma Vera Viktor Wanda Xavier Yara Yusuf Zofia'.split(
    ' ',
  );
const familyNames =
  'Abadi Acosta Adeyemi Andersson Bauer Becker Brandt Castro Chen Costa Dahl Diaz Duarte Eriksen Farkas Fischer Fontaine Garcia Gruber Haddad Hansen Ibrahim Ito Jansen Jensen Kaya Keller Kim Kowalski Kumar Laurent Lopez Lund Maier Martin Mensah Moreau Nakamura Novak Nyberg Okoye Oliveira Patel Petrov Quist Rahman Rossi Sato Schmidt Silva Singh Sorensen Tanaka Toth Ueda Varga Vogel Weiss Yilmaz Zeman'.split(
    ' ',
  );
const companies: readonly { name: string; domain: string }[] = [
  { name: 'Northwind Analytics', domain: 'northwind.example' },
  { name: 'Blue Harbor Labs', domain: 'blueharbor.example' },
  { name: 'Fjord Systems', domain: 'fjord.example' },
  { name: 'Cobalt & Sons', domain: 'cobalt.example' },
  { name: 'Lumen Works', domain: 'lumen.example' },
  { name: 'Paper Crane', domain: 'papercrane.example' },
  { name: 'Quarry Data', domain: 'quarry.example' },
  { name: 'Juniper Health', domain: 'juniper.example' },
  { name: 'Tall Pine Robotics', domain: 'tallpine.example' },
  { name: 'Meridian Freight', domain: 'meridian.example' },
];

export interface Invitee {
  email: string;
  fullName: string;
  username: string;
  company: string | null;
}

/** Makes people with addresses that can never be real (RFC 2606) and are never the same twice. */
export function createInvitees(chance: Chance): () => Invitee {
  const taken = new Set<string>();
  return () => {
    for (;;) {
      const given = chance.pick(givenNames);
      const family = chance.pick(familyNames);
      const company = chance.next() < 0.7 ? chance.pick(companies) : null;
      const name = `${given}.${family}`.toLowerCase();
      const email = `${name}@${company?.domain ?? 'mail.example'}`;
      const username = taken.has(name) ? `${name}${taken.size}` : name;
      if (taken.has(email)) continue;
      taken.add(email);
      taken.add(name);
      return { email, username, fullName: `${given} ${family}`, company: company?.name ?? null };
    }
  };
}
