import type { Sentences } from './sentences.ts';

export const de: Sentences = {
  PERSON: [
    '{full} hat heute früh zweimal angerufen und wartet auf Antwort.',
    'Kann jemand den Vorgang von {full} übernehmen, solange der Fall offen ist?',
    'Die Lieferung wurde von {full} am Empfang quittiert.',
    'Merkzettel: {full} lieber erst nach dem Mittag anrufen.',
    'Zuständig dort ist {full}, die Unterlagen kommen per Post.',
    'Mein Name ist {full}, ich habe das Konto im Frühjahr übernommen.',
    'Kopie an {full} zur Kenntnis',
    'Hallo {given},\nnur eine kurze Erinnerung an Freitag.',
    'Liebe {given},\nist die zweite Mail angekommen?',
    'Sehr geehrte Frau {family},\nanbei das Formular.',
    'Herr {family} war da und hat den Ersatzschlüssel abgeholt.',
    'Viele Grüße\n{full}',
    'Gruß\n{given}',
  ],
  AGAIN: [
    'danke, {lower}',
    'Das sollten wir erst mit {again} klären.',
    'Von {again} kam bisher nichts.',
    'ACHTUNG {upper}',
    '{again} war am Telefon damit einverstanden.',
    'gestern Abend an {upper} übergeben',
  ],
  EMAIL: [
    'Die Kopie bitte an {} schicken.',
    'Das alte Postfach lese ich nicht mehr, richtig ist {}.',
    'erreichbar ist sie unter {}, nur werktags',
    'Angemeldet bin ich mit {}, falls das hilft.',
  ],
  PHONE: [
    'Bitte rufen Sie mich unter {} zurück, Telefon reicht.',
    'Meine Handynummer ist {}, SMS geht auch.',
    'Wenn die Leitung abbricht: Telefon {}, Buchhaltung verlangen.',
    'per Mail keine Antwort, Anruf bei {} ging ins Leere',
  ],
  CREDIT_CARD: [
    'Von meiner Kreditkarte {} wurde in einer Nacht zweimal abgebucht.',
    'Künftig bitte die Karte {} belasten.',
    'hinterlegt ist bei uns die Kreditkarte {}',
    'Das Terminal hat die Karte {} abgelehnt.',
  ],
  IBAN: [
    'Die Erstattung bitte bis Ende der Woche auf {} überweisen.',
    'unsere Bankverbindung ist neu, jetzt gilt {}',
    'Der Dauerauftrag geht am Ersten von {} ab.',
  ],
  DE_TAX_ID: [
    'Auf dem Bescheid fehlt die Steuer-ID {}.',
    'seine Steueridentifikationsnummer lautet {}',
    'Für die Lohnabrechnung: IdNr. {}, Klasse eins.',
  ],
  IP_ADDRESS: [
    'Die Fehlversuche kamen letzte Nacht alle von {}.',
    'bitte {} in der Firewall freigeben',
    'Er war über {} verbunden, als es abbrach.',
  ],
  ADDRESS: [
    'Der Ersatz soll diesmal nach {} gehen.',
    'Sie sind umgezogen, die Wohnung ist jetzt {}.',
    'Post für mich geht an:\n{}',
    'das Gerät bitte vor Mittag in der {} abholen',
  ],
  DATE_OF_BIRTH: [
    'Zur Prüfung: Geburtsdatum {}.',
    'Er ist geboren am {} und seit Jahren Kunde.',
    'laut Formular geb. {}, ledig',
  ],
  SECRET: [
    'das Passwort ist {password}, bis du es änderst',
    'Neues Passwort: {password}',
    'Ich habe {key} eingetragen und es heißt weiter: nicht berechtigt.',
    'hier der Schlüssel aus der Konsole: {key}',
  ],
  MAC_ADDRESS: ['Auf dem Aufkleber der Box im Flur steht {}.', 'gesperrt ist nur der Laptop mit {}'],
  CRYPTO_WALLET: ['Die Auszahlung wollte er in Coins an {}.', 'als Wallet haben wir {} bekommen'],
  PASSPORT: [
    'Für das Visum: Reisepass Nr. {}.',
    'Meine Passnummer ist {}, noch vier Jahre gültig.',
    'das Hotel hat den Reisepass {} kopiert',
  ],
  DRIVER_LICENSE: [
    'Am Schalter wurde der Führerschein {} notiert.',
    'ihre Führerscheinnummer ist {}',
    'Vorgelegt wurde: Führerschein Nr. {}.',
  ],
};
