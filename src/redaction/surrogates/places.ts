/** A town with what its postcodes begin with, and its state where addresses name one. */
export interface Town {
  readonly name: string;
  readonly state?: string;
  readonly postcode: string;
}

/** Towns by country: name, postcode's beginning, in the United States the state in front of it. */
export const TOWNS: Readonly<Record<string, readonly Town[]>> = {
  US: towns(
    'Albany NY 122,Austin TX 787,Boise ID 837,Buffalo NY 142,Charlotte NC 282,Cincinnati OH 452,' +
      'Columbus OH 432,Denver CO 802,Des Moines IA 503,Durham NC 277,Fresno CA 937,Houston TX 770,' +
      'Knoxville TN 379,Lincoln NE 685,Madison WI 537,Memphis TN 381,Milwaukee WI 532,Nashville TN 372,' +
      'Omaha NE 681,Orlando FL 328,Phoenix AZ 850,Pittsburgh PA 152,Raleigh NC 276,Richmond VA 232,' +
      'Sacramento CA 958,Spokane WA 992,Tampa FL 336,Tucson AZ 857,Tulsa OK 741,Wichita KS 672',
  ),
  GB: towns(
    'Aberdeen AB,Bath BA,Birmingham B,Bradford BD,Brighton BN,Bristol BS,Cambridge CB,Cardiff CF,Chester CH,' +
      'Coventry CV,Derby DE,Dundee DD,Durham DH,Edinburgh EH,Exeter EX,Glasgow G,Hull HU,Leeds LS,Leicester LE,' +
      'Lincoln LN,Norwich NR,Nottingham NG,Oxford OX,Plymouth PL,Reading RG,Sheffield S,Southampton SO,' +
      'Swansea SA,Wolverhampton WV,York YO',
  ),
  DE: towns(
    'Aachen 520,Augsburg 861,Berlin 104,Bielefeld 336,Bonn 531,Braunschweig 381,Bremen 281,Dortmund 441,' +
      'Dresden 012,Erfurt 990,Freiburg 791,Göttingen 370,Hamburg 222,Hannover 301,Karlsruhe 761,Kiel 241,' +
      'Köln 506,Leipzig 042,Lübeck 235,Magdeburg 391,Mainz 551,München 803,Münster 481,Nürnberg 904,' +
      'Osnabrück 490,Potsdam 144,Regensburg 930,Rostock 180,Stuttgart 701,Würzburg 970',
  ),
  FR: towns(
    'Amiens 800,Angers 490,Annecy 740,Avignon 840,Besançon 250,Bordeaux 330,Brest 292,Caen 140,' +
      'Clermont-Ferrand 630,Dijon 210,Grenoble 380,Le Havre 766,Le Mans 720,Lille 590,Limoges 870,Lyon 690,' +
      'Marseille 130,Montpellier 340,Nancy 540,Nantes 440,Nice 060,Nîmes 300,Orléans 450,Perpignan 660,Reims 511,' +
      'Rennes 350,Rouen 760,Strasbourg 670,Toulon 830,Toulouse 310,Tours 370',
  ),
  ES: towns(
    'Albacete 020,Alicante 030,Almería 040,Barcelona 080,Bilbao 480,Burgos 090,Cáceres 100,Cádiz 110,' +
      'Córdoba 140,Gijón 332,Girona 170,Granada 180,Huelva 210,Jaén 230,León 240,Logroño 260,Málaga 290,' +
      'Murcia 300,Oviedo 330,Pamplona 310,Salamanca 370,Santander 390,Segovia 400,Sevilla 410,Tarragona 430,' +
      'Toledo 450,Valencia 460,Valladolid 470,Vigo 362,Zaragoza 500',
  ),
  IT: towns(
    'Ancona 601,Bari 701,Bergamo 241,Bologna 401,Bolzano 391,Brescia 251,Cagliari 091,Catania 951,Ferrara 441,' +
      'Firenze 501,Genova 161,Lecce 731,Livorno 571,Lucca 551,Messina 981,Milano 201,Modena 411,Napoli 801,' +
      'Padova 351,Palermo 901,Parma 431,Pavia 271,Perugia 061,Pisa 561,Ravenna 481,Salerno 841,Siena 531,' +
      'Torino 101,Trento 381,Trieste 341,Venezia 301,Verona 371',
  ),
  NL: towns(
    'Alkmaar 18,Almere 13,Amersfoort 38,Amsterdam 10,Apeldoorn 73,Arnhem 68,Breda 48,Delft 26,Deventer 74,' +
      'Dordrecht 33,Eindhoven 56,Enschede 75,Gouda 28,Groningen 97,Haarlem 20,Helmond 57,Hengelo 75,Hilversum 12,' +
      'Leeuwarden 89,Leiden 23,Maastricht 62,Middelburg 43,Nijmegen 65,Rotterdam 30,Tilburg 50,Utrecht 35,' +
      'Venlo 59,Zoetermeer 27,Zwolle 80',
  ),
  PT: towns(
    'Albufeira 82,Almada 28,Amadora 27,Aveiro 38,Beja 78,Braga 47,Bragança 53,Cascais 27,Coimbra 30,Covilhã 62,' +
      'Évora 70,Faro 80,Figueira da Foz 30,Funchal 90,Gondomar 44,Guarda 63,Guimarães 48,Lagos 86,Leiria 24,' +
      'Lisboa 10,Loulé 81,Matosinhos 44,Portalegre 73,Portimão 85,Porto 40,Santarém 20,Setúbal 29,Sintra 27,' +
      'Tavira 88,Viseu 35',
  ),
};

/** Names of streets by language, without the word for a street that they go with. */
export const STREETS: Readonly<Record<string, readonly string[]>> = {
  en: list(
    'Ash,Beech,Birch,Bridge,Brookside,Cedar,Chapel,Cherry,Chestnut,Church,Clifton,Cross,Elm,Fairview,Forest,' +
      'Garden,Green,Highland,Holly,Jefferson,Kings,Station,Sunset,Union,Valley,Victoria,Walnut,West,Willow,' +
      'Windsor',
  ),
  // Compounds are made of them: Ahornweg, Schillerstraße.
  de: list(
    'Ahorn,Amsel,Bach,Bahnhof,Beethoven,Berg,Birken,Blumen,Brunnen,Buchen,Burg,Dorf,Eichen,Erlen,Feld,Fichten,' +
      'Finken,Friedens,Garten,Goethe,Hafen,Tal,Tannen,Turm,Ufer,Ulmen,Wald,Wasser,Wiesen,Ziegel',
  ),
  fr: list(
    'Victor Hugo,Jean Jaurès,Pasteur,Gambetta,Molière,Voltaire,Émile Zola,Jules Ferry,Jean Moulin,de la Gare,' +
      "de la Mairie,de l'Église,des Écoles,du Moulin,de la Fontaine,des Lilas,des Tilleuls,des Acacias," +
      'du Château,de la Liberté,de la République,du Pont,de la Forêt,des Rosiers,du Marché,Carnot,Lamartine,' +
      'Nationale,Neuve,des Peupliers',
  ),
  es: list(
    'Mayor,Real,Nueva,del Sol,de la Luna,de Cervantes,de la Constitución,de la Paz,de la Libertad,de San Juan,' +
      'de San Pedro,de Santa Ana,del Carmen,de Goya,de Velázquez,de Colón,del Mar,de la Fuente,de las Flores,' +
      'del Molino,de los Olivos,del Río,de las Rosas,de la Estación,de Andalucía,de Castilla,del Norte,de Europa,' +
      'de la Plata,del Prado',
  ),
  it: list(
    'Roma,Garibaldi,Mazzini,Verdi,Dante,Cavour,Marconi,Manzoni,Leopardi,Galilei,Volta,Puccini,Rossini,' +
      'della Libertà,della Repubblica,della Stazione,dei Mille,del Lavoro,della Pace,dei Tigli,dei Platani,' +
      'San Marco,San Giovanni,Trieste,Trento,Vittorio Veneto,Europa,Nazionale,Petrarca,Carducci',
  ),
  // Compounds are made of them: Kerkstraat, Beukenlaan.
  nl: list(
    'Acacia,Beatrix,Berken,Beuken,Boom,Brug,Dennen,Dorps,Eiken,Emma,Esdoorn,Haven,Hoofd,Hof,Iepen,Irene,' +
      'Juliana,Kapel,Kastanje,Kerk,Kleine,School,Sport,Stations,Tulpen,Veld,Vijver,Wilgen,Wilhelmina,Zonne',
  ),
  pt: list(
    'Augusta,Direita,Nova,do Sol,das Flores,da Liberdade,da República,de Camões,da Igreja,da Estação,da Escola,' +
      'do Carmo,de Santo António,de São João,de São Pedro,do Comércio,do Mar,da Fonte,da Ponte,das Oliveiras,' +
      'dos Pinheiros,da Paz,do Rosário,de Lisboa,do Porto,da Boavista,do Norte,do Brasil,Infante Dom Henrique,' +
      'dos Combatentes',
  ),
};

/** Names of countries by language. */
export const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  en: list(
    'Germany,France,Spain,Italy,Portugal,Austria,Switzerland,Belgium,Netherlands,Denmark,Sweden,Norway,Finland,Ireland,' +
      'Poland,Greece,Canada,Australia,United States,United Kingdom,England,Scotland,Wales,USA,UK',
  ),
  de: list('Deutschland,Österreich,Schweiz,Frankreich,Spanien,Italien,Belgien,Niederlande,Dänemark,Schweden,Polen'),
  fr: list('France,Allemagne,Suisse,Espagne,Italie,Belgique,Luxembourg,Autriche,Pays-Bas,Danemark,Suède'),
  es: list('España,Francia,Alemania,Italia,Suiza,Bélgica,México,Argentina,Chile,Colombia,Perú'),
  it: list('Italia,Francia,Germania,Spagna,Svizzera,Belgio,Austria,Portogallo,Olanda,Danimarca,Svezia'),
  nl: list('Nederland,België,Duitsland,Frankrijk,Spanje,Italië,Oostenrijk,Zwitserland,Denemarken,Zweden'),
  pt: list('Portugal,Brasil,Espanha,França,Alemanha,Itália,Suíça,Bélgica,Angola,Moçambique'),
};

/** States of the United States with their postal codes. */
export const STATES: ReadonlyMap<string, string> = new Map(
  list(
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,FL Florida,GA Georgia,' +
      'HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,' +
      'MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
      'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,' +
      'OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,' +
      'VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming',
  ).map(entry => [entry.slice(0, 2), entry.slice(3)]),
);

function list(names: string): readonly string[] {
  return names.split(',');
}

function towns(entries: string): readonly Town[] {
  return list(entries).map(entry => {
    const [, name, state, postcode] = /^(.+?)(?: ([A-Z]{2}))? (\d+|[A-Z]{1,2})$/.exec(entry) as unknown as string[];
    return state === undefined ? { name: name!, postcode: postcode! } : { name: name!, state, postcode: postcode! };
  });
}
