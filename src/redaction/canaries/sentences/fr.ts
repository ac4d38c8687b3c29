import type { Sentences } from './sentences.ts';

export const fr: Sentences = {
  PERSON: [
    '{full} a téléphoné deux fois ce matin et attend une réponse.',
    'Quelqu’un peut-il reprendre le dossier de {full} tant qu’il reste ouvert ?',
    'La livraison a été signée par {full} à l’accueil.',
    'Pour mémoire : rappeler {full} après le déjeuner.',
    'Notre interlocuteur là-bas est {full}, qui enverra les papiers.',
    'Je m’appelle {full} et je gère ce compte depuis le printemps.',
    'Copie à {full}, pour information',
    'Bonjour {given},\npetit rappel pour vendredi.',
    'Chère {given},\nle second mail est-il arrivé ?',
    'Chère Madame {family},\nvous trouverez le formulaire ci-joint.',
    'Monsieur {family} est passé prendre le double de la clé.',
    'Bien cordialement\n{full}',
    'Merci,\n{given}',
  ],
  AGAIN: [
    'merci, {lower}',
    'Voyons cela avec {again} avant de décider.',
    'Rien reçu de {again} jusqu’ici.',
    'ATTENTION {upper}',
    '{again} était d’accord au téléphone.',
    'transmis hier soir à {upper}',
  ],
  EMAIL: [
    'Merci d’envoyer la copie à {} rapidement.',
    'Je ne lis plus l’ancienne boîte, la bonne est {}.',
    'on peut lui écrire à {}, en semaine seulement',
    'Je me connecte avec {}, si cela peut aider.',
  ],
  PHONE: [
    'Merci de me rappeler par téléphone au {}.',
    'Mon portable est le {}, un SMS suffit.',
    'Si la ligne coupe, appelez le {} et demandez la comptabilité.',
    'sans réponse par mail, essayé au téléphone {}, personne',
  ],
  CREDIT_CARD: [
    'Ma carte bancaire {} a été débitée deux fois la même nuit.',
    'Désormais, utilisez la carte {} pour payer.',
    'la carte de crédit enregistrée chez nous est {}',
    'Le terminal a refusé la carte {}.',
  ],
  IBAN: [
    'Merci de verser le remboursement sur {} avant vendredi.',
    'nos coordonnées bancaires changent, c’est {} maintenant',
    'Le virement permanent part de {} le premier du mois.',
  ],
  FR_NIR: [
    'Il manque le numéro de sécurité sociale {} sur la feuille.',
    'sa carte Vitale porte le {}',
    'Pour la paie, NIR : {}, temps plein.',
  ],
  IP_ADDRESS: [
    'Les tentatives de cette nuit venaient toutes de {}.',
    'merci d’ouvrir {} dans le pare-feu',
    'Il était connecté depuis {} quand tout a coupé.',
  ],
  ADDRESS: [
    'Le remplacement est à expédier au {} cette fois.',
    'Ils ont déménagé, l’appartement est maintenant au {}.',
    'Mon courrier est à envoyer à :\n{}',
    'passer prendre l’appareil au {} avant midi',
  ],
  DATE_OF_BIRTH: [
    'Pour vérification : date de naissance {}.',
    'Il est né le {} et client depuis longtemps.',
    'elle est née le {}, selon la fiche',
  ],
  SECRET: [
    'le mot de passe est {password} en attendant que tu le changes',
    'Nouveau mot de passe : {password}',
    'J’ai saisi {key} et cela répond toujours : non autorisé.',
    'voici la clé de la console : {key}',
  ],
  MAC_ADDRESS: ['L’étiquette de la box indique {} en bas.', 'seul le portable {} est bloqué'],
  CRYPTO_WALLET: ['Il voulait être payé en jetons sur {}.', 'le portefeuille indiqué est {}'],
  PASSPORT: [
    'Pour le visa : numéro de passeport {}.',
    'Mon passeport {} est valable encore quatre ans.',
    'l’hôtel a copié le passeport n° {}',
  ],
  DRIVER_LICENSE: [
    'Le loueur a noté le permis de conduire {}.',
    'son numéro de permis est {}',
    'Présenté au guichet : permis de conduire n° {}.',
  ],
};
