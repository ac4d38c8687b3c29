import type { Sentences } from './sentences.ts';

export const it: Sentences = {
  PERSON: [
    '{full} ha telefonato due volte stamattina e aspetta risposta.',
    'Qualcuno può seguire la pratica di {full} finché resta aperta?',
    'La consegna è stata firmata da {full} alla reception.',
    'Promemoria: {full} si può richiamare dopo pranzo.',
    'Il nostro contatto lì è {full}, che manderà le carte.',
    'Mi chiamo {full} e seguo questo cliente dalla primavera.',
    'Copia a {full}, per conoscenza',
    'Ciao {given},\nsolo un promemoria per venerdì.',
    'Cara {given},\nè arrivata la seconda mail?',
    'Gentile signora {family},\nin allegato il modulo.',
    'Il signor {family} è passato a prendere la chiave di scorta.',
    'Cordiali saluti\n{full}',
    'Saluti,\n{given}',
  ],
  AGAIN: [
    'grazie, {lower}',
    'Prima di decidere sentiamo {again} con calma.',
    'Da {again} finora niente.',
    'ATTENZIONE {upper}',
    '{again} al telefono era d’accordo.',
    'consegnato ieri sera a {upper}',
  ],
  EMAIL: [
    'La copia va mandata a {} entro oggi.',
    'La vecchia casella non la leggo più, quella giusta è {}.',
    'le si può scrivere a {}, solo nei feriali',
    'Accedo con {}, se può servire.',
  ],
  PHONE: [
    'Mi richiami per favore, telefono {}.',
    'Il mio cellulare è {}, va bene anche un SMS.',
    'Se cade la linea, chiamare {} e chiedere dell’amministrazione.',
    'per mail niente, provato al telefono {}, nessuno',
  ],
  CREDIT_CARD: [
    'Sulla mia carta di credito {} ci sono due addebiti della stessa notte.',
    'D’ora in poi usate la carta {} per il pagamento.',
    'la carta di credito registrata da noi è {}',
    'Il terminale ha rifiutato la carta {}.',
  ],
  IBAN: [
    'Il rimborso va accreditato su {} entro venerdì.',
    'le coordinate bancarie sono cambiate, adesso è {}',
    'L’addebito parte da {} il primo del mese.',
  ],
  IT_FISCAL_CODE: [
    'Nel contratto manca il codice fiscale {}.',
    'ha dato come codice fiscale {} al telefono',
    'Per la busta paga, C.F. {}, tempo pieno.',
  ],
  IP_ADDRESS: [
    'I tentativi di stanotte venivano tutti da {}.',
    'per favore aprite {} sul firewall',
    'Era collegato da {} quando è caduto tutto.',
  ],
  ADDRESS: [
    'Il ricambio questa volta va spedito in {} e non in ufficio.',
    'Hanno traslocato, l’appartamento adesso è in {}.',
    'La mia posta va a:\n{}',
    'ritirare l’apparecchio in {} prima di mezzogiorno',
  ],
  DATE_OF_BIRTH: [
    'Per verifica: data di nascita {}.',
    'È cliente da anni, nato il {}.',
    'secondo la scheda, nata il {}',
  ],
  SECRET: [
    'la password è {password} finché non la cambi',
    'Nuova password: {password}',
    'Ho inserito {key} e dice ancora: non autorizzato.',
    'ecco la chiave dalla console: {key}',
  ],
  MAC_ADDRESS: ['Sull’etichetta del modem in corridoio c’è {}.', 'bloccato è solo il portatile {}'],
  CRYPTO_WALLET: ['Voleva essere pagato in monete su {}.', 'il portafoglio che ci hanno dato è {}'],
  PASSPORT: [
    'Per il visto: passaporto n. {}.',
    'Il mio passaporto {} vale ancora quattro anni.',
    'l’albergo ha copiato il passaporto numero {}',
  ],
  DRIVER_LICENSE: [
    'Al banco hanno segnato la patente di guida {}.',
    'la sua patente di guida è {}',
    'Mostrata all’ingresso: patente di guida n. {}.',
  ],
};
