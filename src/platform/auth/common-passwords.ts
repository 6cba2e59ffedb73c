/** Stems of the passwords that lead every published list, in lower case and without disguises (`p@ssw0rd`). */
const stems = `
password passwort contrasena motdepasse passphrase passcode pass secret secrets topsecret letmein welcome willkommen
bienvenue changeme changeit change default temp temporary test tester testing guest user admin administrator root
superuser sysadmin manager service support operator login signin account access master masterkey mastercard hello
helloworld goodbye iloveyou iloveu loveyou lovely love sweetheart babygirl princess angel sunshine moonlight flower
butterfly rainbow unicorn summer winter autumn spring january february march april june july august september october
november december monday tuesday wednesday thursday friday saturday sunday dragon monkey tiger lion eagle falcon
panther cowboy hunter ranger rangers soldier warrior killer ninja samurai wizard merlin gandalf pokemon pikachu
starwars startrek skywalker yoda batman superman spiderman ironman avengers hulk joker matrix blink nirvana metallica
slipknot eminem beatles elvis football soccer baseball basketball hockey tennis golf golfer racing ferrari porsche
mercedes mustang corvette camaro harley yamaha honda toyota chelsea arsenal liverpool manchester barcelona realmadrid
yankees lakers cowboys steelers packers eagles computer internet windows microsoft google facebook twitter linkedin
instagram youtube samsung nintendo playstation xbox apple android oracle cisco company office business money dollar
million lottery cookie chocolate cheese coffee pepper ginger banana orange cherry peanut pumpkin snoopy mickey minnie
donald garfield scooby charlie buster maggie bailey shadow lucky happy smile smiley freedom forever whatever nothing
something anything blahblah trustno1 trustnoone fuckyou asshole biteme jordan michael michelle jessica jennifer
nicole ashley amanda daniel andrew thomas robert george william joshua matthew anthony christian alexander
qwerty qwertz azerty qwertyuiop qwertzuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc iqazzwsx iqazswsx wsxedc
qweasd qweasdzxc asdasd asdqwe zaqwsx zaqixsw abcdef abcdefg abcdefgh abcabc aabbcc xyzxyz loveme godbless jesus
gatehouse invitation invite beta betatest launch welcomeback company123 p4ssword
`;

/** Keyboard walks and rows of digits, generated: every run of four keys or more that a finger makes by itself. */
function walks(): string[] {
  const rows = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm', '1234567890'];
  const columns = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm'];
  const found = columns.flatMap((column, index) => [
    column,
    [...column].reverse().join(''),
    `${column}${columns[index + 1] ?? ''}`,
  ]);
  for (const row of rows) {
    for (let length = row.length; length >= 6; length -= 1) {
      found.push(row.slice(0, length), [...row].reverse().join('').slice(0, length));
    }
  }
  return found;
}

/** Longest first, so that what is taken out of a password is as much as possible. */
export const commonPasswords: readonly string[] = [...new Set([...stems.trim().split(/\s+/), ...walks()])].sort(
  (left, right) => right.length - left.length,
);
