/** Ways to ask for a section of a document. The first list asks by title and heading. */
interface Phrases {
  readonly section: readonly string[];
  /** When there is only one name: of the document, or of the section. */
  readonly whole: readonly string[];
  readonly continuation: readonly string[];
  /** When the document has no title. */
  readonly untitled: readonly string[];
}

const ENGLISH: Phrases = {
  section: [
    'What does “{title}” say about “{heading}”?',
    'Please tell me what “{title}” states on “{heading}”.',
    'I am reading “{title}”. What is in the section “{heading}”?',
    'Please explain “{heading}” as described in “{title}”.',
    'Where “{title}” covers “{heading}”, what does it say?',
  ],
  whole: [
    'What should I know about “{name}”?',
    'Please explain “{name}”.',
    'What do our documents say about “{name}”?',
    'Tell me about “{name}”.',
  ],
  continuation: [
    'Continue this text from “{title}”:\n\n{opening}',
    'This is the beginning of a passage of “{title}”. How does it go on?\n\n{opening}',
  ],
  untitled: ['Continue this text:\n\n{opening}', 'How does this text go on?\n\n{opening}'],
};

const GERMAN: Phrases = {
  section: [
    'Was steht in „{title}“ zu „{heading}“?',
    'Was sagt „{title}“ über „{heading}“?',
    'Ich lese „{title}“. Was steht im Abschnitt „{heading}“?',
    'Erkläre bitte „{heading}“, wie es in „{title}“ beschrieben ist.',
  ],
  whole: [
    'Was sollte ich über „{name}“ wissen?',
    'Erkläre bitte „{name}“.',
    'Was sagen unsere Unterlagen zu „{name}“?',
    'Worum geht es bei „{name}“?',
  ],
  continuation: [
    'Setze diesen Text aus „{title}“ fort:\n\n{opening}',
    'So beginnt eine Stelle aus „{title}“. Wie geht sie weiter?\n\n{opening}',
  ],
  untitled: ['Setze diesen Text fort:\n\n{opening}', 'Wie geht dieser Text weiter?\n\n{opening}'],
};

const FRENCH: Phrases = {
  section: [
    'Que dit « {title} » à propos de « {heading} » ?',
    'Que trouve-t-on dans « {title} » sur « {heading} » ?',
    'Je lis « {title} ». Que contient la section « {heading} » ?',
    'Explique « {heading} » d’après « {title} ».',
  ],
  whole: [
    'Que faut-il savoir sur « {name} » ?',
    'Explique « {name} », s’il te plaît.',
    'Que disent nos documents sur « {name} » ?',
    'De quoi s’agit-il dans « {name} » ?',
  ],
  continuation: [
    'Continue ce texte tiré de « {title} » :\n\n{opening}',
    'Voici le début d’un passage de « {title} ». Quelle est la suite ?\n\n{opening}',
  ],
  untitled: ['Continue ce texte :\n\n{opening}', 'Quelle est la suite de ce texte ?\n\n{opening}'],
};

const SPANISH: Phrases = {
  section: [
    '¿Qué dice «{title}» sobre «{heading}»?',
    '¿Qué se explica en «{title}» acerca de «{heading}»?',
    'Estoy leyendo «{title}». ¿Qué contiene la sección «{heading}»?',
    'Explica «{heading}» según «{title}».',
  ],
  whole: [
    '¿Qué debo saber sobre «{name}»?',
    'Explica «{name}», por favor.',
    '¿Qué dicen nuestros documentos sobre «{name}»?',
    '¿De qué trata «{name}»?',
  ],
  continuation: [
    'Continúa este texto de «{title}»:\n\n{opening}',
    'Así empieza un pasaje de «{title}». ¿Cómo sigue?\n\n{opening}',
  ],
  untitled: ['Continúa este texto:\n\n{opening}', '¿Cómo sigue este texto?\n\n{opening}'],
};

const BY_LANGUAGE: ReadonlyMap<string | undefined, Phrases> = new Map([
  ['de', GERMAN],
  ['fr', FRENCH],
  ['es', SPANISH],
]);

/** Asks for a section; a heading, or a title that stands alone, which is a question itself is asked as it is. */
export function question(title: string, heading: string, language: string | undefined, chance: number): string {
  const phrases = BY_LANGUAGE.get(language) ?? ENGLISH;
  const name = heading === '' ? title : heading;
  if (/[?？]$/.test(name)) return name;
  if (title === '' || heading === '') return fill(pick(phrases.whole, chance), { name });
  return fill(pick(phrases.section, chance), { title, heading });
}

export function continueText(title: string, opening: string, language: string | undefined, chance: number): string {
  const phrases = BY_LANGUAGE.get(language) ?? ENGLISH;
  return title === ''
    ? fill(pick(phrases.untitled, chance), { opening })
    : fill(pick(phrases.continuation, chance), { title, opening });
}

function pick(phrases: readonly string[], chance: number): string {
  return phrases[Math.floor(chance * phrases.length)]!;
}

/** One pass, so that what is filled in is never read as a pattern. */
function fill(phrase: string, values: Readonly<Record<string, string>>): string {
  return phrase.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
}
