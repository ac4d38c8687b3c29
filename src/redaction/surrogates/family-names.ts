/** Common family names by language, one word each. */
export const FAMILY_NAMES: Readonly<Record<string, readonly string[]>> = {
  en: words(
    'Allen Armstrong Bailey Barnes Bennett Brooks Butler Carter Chambers Clark Collins Crawford Cunningham Dixon ' +
      'Elliott Evans Fisher Foster Gibson Graham Griffin Harper Harvey Hayes Henderson Howard Hughes Jackson Jenkins ' +
      'Johnson Jones Kennedy Lawson Marshall Mason Mills Morgan Murphy Murray Nichols Palmer Patterson Perkins ' +
      'Phillips Powell Reynolds Richards Robinson Russell Saunders Shaw Simpson Stevens Sullivan Taylor Thompson ' +
      'Wagner Walker Watson Wells Wilson Wright',
  ),
  de: words(
    'Arnold Baumann Becker Berger Bergmann Brandt Dietrich Ebert Fiedler Fischer Frank Friedrich Fuchs Günther Hahn ' +
      'Hartmann Herrmann Hoffmann Horn Huber Jansen Kaiser Koch Köhler Kraft Krause Krüger Kühn Lindner Lorenz Maier ' +
      'Martin Meyer Möller Müller Nagel Otto Pfeiffer Pohl Ritter Sauer Schäfer Schmidt Schmitt Schneider Schreiber ' +
      'Schröder Schulte Schumacher Schuster Seidel Sommer Stein Thomas Vogt Wagner Walter Weber Weiß Winkler Wolf ' +
      'Zimmermann',
  ),
  fr: words(
    'Aubert Benoit Bernard Bertrand Blanchard Bouvier Boyer Brunet Carpentier Clément Collet David Deschamps Dubois ' +
      'Dufour Dumont Dupuis Durand Fabre Fernandez Fontaine Fournier Gauthier Gérard Girard Guillot Hubert Huet Joly ' +
      'Lambert Laurent Lecomte Lefèvre Lemaire Lemoine Leroy Marchand Martin Mathieu Meunier Meyer Michel Moreau Morin ' +
      'Moulin Nicolas Olivier Perrot Philippe Pierre Poirier Renaud Richard Robert Robin Roche Rousseau Roux Schmitt ' +
      'Thomas Vidal Vincent',
  ),
  es: words(
    'Alonso Arias Blanco Caballero Calvo Campos Carmona Castillo Castro Crespo Delgado Díaz Domínguez Durán ' +
      'Fernández Flores Gallardo Gallego García Gil Gómez González Guerrero Hernández Herrero Hidalgo Iglesias León ' +
      'López Lozano Márquez Martín Martínez Méndez Montero Mora Moreno Muñoz Navarro Núñez Ortiz Parra Peña Pérez ' +
      'Ramírez Ramos Rivera Rodríguez Rojas Rubio Sáez Sánchez Santana Santos Sanz Soler Soto Torres Vázquez Vega ' +
      'Vicente Vidal',
  ),
  it: words(
    'Barbieri Basile Battaglia Benedetti Bernardi Bianchi Bruno Caputo Caruso Cattaneo Conte Conti Costa Costantini ' +
      'Donati Fabbri Farina Ferrari Ferraro Ferri Fontana Galli Gatti Gentile Giuliani Grassi Greco Guerra Lombardi ' +
      'Longo Marchetti Mariani Marini Martinelli Martini Mazza Messina Monti Morelli Negri Neri Pagano Palmieri Parisi ' +
      'Pellegrini Poli Ricci Riva Rizzi Romano Rossetti Rossi Ruggiero Russo Sanna Santoro Serra Silvestri Testa ' +
      'Valentini Vitale Vitali',
  ),
  nl: words(
    'Bakker Boer Bos Bosch Brouwer Bruin Dijkstra Doorn Evers Geerts Gerritsen Groot Haan Hendriks Hermans Heuvel ' +
      'Hofman Huisman Jansen Janssen Jong Jonker Kok Koning Koster Kramer Kuiper Lammers Leeuwen Maas Martens Meijer ' +
      'Meyer Mol Mulder Peeters Peters Postma Prins Ruiter Schipper Scholten Schut Smeets Smit Smits Timmerman ' +
      'Timmermans Veenstra Velde Verbeek Verhoef Vermeer Visser Vink Vos Vries Wal Willems Wit Wolters Zwart',
  ),
  pt: words(
    'Almeida Amaral Amorim Antunes Araújo Baptista Barros Batista Branco Brito Cardoso Carvalho Castro Correia Costa ' +
      'Cruz Duarte Faria Fernandes Ferreira Fonseca Freitas Gaspar Gomes Guerreiro Leal Leite Lopes Loureiro Macedo ' +
      'Magalhães Maia Martins Matias Melo Miranda Monteiro Moreira Mota Nascimento Neto Nogueira Oliveira Pacheco ' +
      'Paiva Pereira Pinho Pinto Ramos Ribeiro Rocha Santana Santos Saraiva Silva Soares Tavares Teixeira Valente Vaz ' +
      'Vieira Xavier',
  ),
};

function words(list: string): readonly string[] {
  return list.split(' ');
}
