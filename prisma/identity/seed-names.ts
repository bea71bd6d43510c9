/** Given and family names from many places; the sample users combine them freely. */
const GIVEN_NAMES = wordsOf(`
  Amara Aiko Alejandro Anneliese Arjun Astrid Ayşe Babak Beatriz Bence Bronagh Camille Chidi
  Chloé Dafydd Dalia Danika Duc Eleni Emeka Esra Fatou Federica Finn Gabriela Giang Greta Hana
  Hassan Henrik Ingrid Ioana Isaac Ivana Jamal Jelena João Kaisa Kenji Kwame Lars Leila Lucía
  Maëlle Magnus Malia Marek Mariana Mei Miriam Mustafa Nadia Naledi Ngozi Niamh Noor Oleksandr
  Olivia Omar Oskar Paloma Pavel Priya Quentin Rafael Rania Ravi Renske Rosa Sanna Santiago Sefa
  Siobhán Sofia Søren Tadeusz Tariq Thandiwe Tomás Tuğba Uma Valentina Viktor Wanjiru Wei Xiomara
  Yael Yusuf Zanele Zofia
`);

const FAMILY_NAMES = wordsOf(`
  Abebe Achterberg Adeyemi Agarwal Albrecht Almeida Andersson Bakker Banerjee Bianchi Botha
  Brennan Castillo Çelik Chowdhury Christensen Costa Dahl Deschamps Diallo Dlamini Dubois
  Echeverría Eriksen Farouk Fernández Fischer Fujimoto Gallagher García Georgiou Grigoryan Haddad
  Hakimi Hansen Hoang Horváth Ibrahim Ivanova Jansen Jovanović Kaplan Kariuki Kaya Kim Kovač
  Kowalska Larsen Laurent Lindqvist Mahlangu Marchetti Mbeki Mendes Mohamed Moreau Murphy
  Nakamura Nguyen Nowak Nwosu O’Connor Okafor Oliveira Papadopoulos Patel Petrov Popescu Quispe
  Rahman Ramírez Rossi Saarinen Sahin Santos Schneider Sharma Silva Sørensen Suzuki Szabó Tadesse
  Takahashi Thapa Traoré Tremblay Ueda Vasquez Virtanen Visser Wagner Walsh Weber Yamamoto Yılmaz
  Zhang Zieliński
`);

const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;

export interface SamplePerson {
  readonly displayName: string;
  readonly email: string;
}

/** Makes up the person with this number; the number keeps their address unlike any other. */
export function samplePerson(index: number, random: () => number): SamplePerson {
  const given = pick(GIVEN_NAMES, random);
  const family = pick(FAMILY_NAMES, random);
  const mailbox = [given, family].map(asciiWord).join('.');
  return {
    displayName: `${given} ${family}`,
    email: `${mailbox}${index}@${pick(MAIL_DOMAINS, random)}`,
  };
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function pick<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

/** `Søren` → `soren`: as people write their names in addresses. */
function asciiWord(name: string): string {
  return name
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}
