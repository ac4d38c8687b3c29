/** Common given names of women and men by language, each list in the order of the alphabet. */
export const GIVEN_NAMES: Readonly<
  Record<string, { readonly female: readonly string[]; readonly male: readonly string[] }>
> = {
  en: {
    female: words(
      'Amanda Andrea Angela Barbara Bethany Carol Christine Danielle Diana Dorothy Elizabeth Emily Emma Erin Frances ' +
        'Gemma Hannah Heather Helen Isabel Jane Jennifer Jessica Joanna Karen Kelly Laura Lauren Linda Lisa Margaret ' +
        'Mary Megan Nancy Naomi Nicole Pamela Patricia Rachel Rebecca Samantha Sarah Sharon Sophie Susan Teresa ' +
        'Vanessa Wendy',
    ),
    male: words(
      'Alan Andrew Anthony Benjamin Brian Bruce Carl Charles Christopher Daniel David Dennis Douglas Eric Francis ' +
        'Gary George Graham Harry Hugh Jack James Jeffrey John Joseph Joshua Justin Kevin Lawrence Liam Martin Matthew ' +
        'Michael Nathan Nigel Patrick Paul Peter Raymond Richard Robert Ryan Sean Stuart Thomas Tyler Wayne William',
    ),
  },
  de: {
    female: words(
      'Andrea Anja Anna Antje Barbara Birgit Brigitte Carina Christina Claudia Daniela Edith Elena Emilia Eva Frauke ' +
        'Gabriele Greta Heike Helga Ingrid Johanna Julia Karin Katharina Kerstin Lea Lena Lina Manuela Maria Martina ' +
        'Monika Nele Nina Petra Regina Rita Sabine Sandra Sarah Simone Stefanie Susanne Tina Ursula Ute Veronika',
    ),
    male: words(
      'Alfred Andreas Benedikt Bernhard Christian Daniel David Detlef Eberhard Erich Felix Finn Frank Friedrich ' +
        'Günter Hans Hartmut Helmut Horst Jan Jens Jonas Jürgen Karl Klaus Konstantin Lorenz Lukas Marcel Marco Mario ' +
        'Martin Maximilian Michael Niklas Oliver Paul Peter Philipp Robert Roland Sebastian Stefan Sven Thomas Tobias ' +
        'Uwe Volker',
    ),
  },
  fr: {
    female: words(
      'Alice Anaïs Aurélie Béatrice Brigitte Camille Caroline Catherine Céline Charlotte Chloé Claire Danielle ' +
        'Denise Émilie Emma Fabienne Florence Françoise Geneviève Inès Isabelle Jeanne Julie Juliette Laetitia ' +
        'Laurence Léa Lucie Manon Marie Marine Mathilde Monique Nadine Nathalie Noémie Océane Patricia Pauline Rosalie ' +
        'Sandrine Sophie Stéphanie Sylvie Thérèse Véronique Zoé',
    ),
    male: words(
      'Alexandre Arnaud Baptiste Bernard Bertrand Charles Christian Clément Daniel David Denis Édouard Étienne ' +
        'Florian François Frédéric Gauthier Gilles Hervé Hubert Jean Jérémy Jonathan Julien Laurent Loïc Lucas Marcel ' +
        'Martin Maxime Michel Nicolas Pascal Paul Philippe Pierre Quentin Rémi Richard Robert Romain Sébastien ' +
        'Stéphane Thibault Thomas Valentin Xavier Yves',
    ),
  },
  es: {
    female: words(
      'Alicia Ana Andrea Ángela Araceli Beatriz Carla Carmen Catalina Clara Claudia Cristina Elena Elisa Emilia ' +
        'Esperanza Eva Fátima Gabriela Guadalupe Inmaculada Isabel Juana Julia Laura Lorena Lucía Luisa Manuela María ' +
        'Marina Marta Miriam Montserrat Nuria Paloma Patricia Pilar Rocío Rosario Sara Silvia Sofía Teresa Valentina ' +
        'Vanesa Victoria Yolanda',
    ),
    male: words(
      'Alberto Alfonso Álvaro Ángel Antonio Benito Bruno Carlos Cristian Daniel David Diego Eduardo Enrique Esteban ' +
        'Félix Francisco Gabriel Gonzalo Guillermo Héctor Ignacio Iván Javier Jesús Jorge José Juan Julio Leonardo ' +
        'Luis Manuel Marcos Mario Mateo Miguel Nicolás Omar Pablo Pedro Rafael Raúl Roberto Rubén Samuel Sergio ' +
        'Valentín Víctor',
    ),
  },
  it: {
    female: words(
      'Alessia Anna Annalisa Arianna Barbara Bianca Carla Caterina Chiara Claudia Cristina Debora Elena Eleonora ' +
        'Elisabetta Emma Erika Franca Francesca Gaia Giorgia Giulia Grazia Irene Laura Letizia Loredana Maddalena ' +
        'Marcella Maria Marina Marta Monica Nicoletta Ornella Paola Raffaella Rita Rossella Sara Serena Simona Sofia ' +
        'Teresa Valentina Valeria Veronica Vittoria',
    ),
    male: words(
      'Alessandro Alessio Andrea Angelo Antonio Arturo Bruno Claudio Corrado Daniele Davide Domenico Emanuele Enrico ' +
        'Ettore Fabio Federico Filippo Francesco Franco Gaetano Gianluca Giovanni Giulio Giuseppe Ivan Jacopo Lorenzo ' +
        'Luca Luigi Marcello Marco Mario Matteo Maurizio Michele Nicola Oreste Pasquale Raffaele Riccardo Rocco ' +
        'Samuele Sergio Simone Tommaso Valerio Vittorio',
    ),
  },
  nl: {
    female: words(
      'Agnes Anja Anneke Astrid Brenda Carla Charlotte Daphne Dorien Elly Emma Esther Eva Femke Fleur Gerda Hanneke ' +
        'Hilde Inge Iris Janneke Josien Karin Klaartje Laura Lies Linda Lotte Maaike Manon Marieke Marijke Marleen ' +
        'Mieke Monique Nadia Noor Petra Roos Rosanne Sanne Saskia Sofie Tamara Thea Trudy Wendy Willemijn',
    ),
    male: words(
      'Albert Anton Arjan Berend Casper Cor Daan Dirk Eelco Evert Frank Frits Gerben Hans Harm Hendrik Herman Ivo ' +
        'Jan Jasper Jeroen Jeroom Johan Joris Jurgen Kees Koenraad Leendert Maarten Martijn Menno Nico Peter Pieter ' +
        'Pim Rens Richard Rob Ruben Sander Sjoerd Teun Tijmen Tom Victor Wessel Willem Wouter',
    ),
  },
  pt: {
    female: words(
      'Alice Amélia Ana Ângela Beatriz Benedita Bruna Carla Catarina Célia Cláudia Cristina Débora Eduarda Elsa ' +
        'Fabiana Filipa Francisca Glória Heloísa Inês Isabel Isadora Joana Judite Lara Laura Leonor Lídia Lúcia ' +
        'Madalena Manuela Maria Mariana Marta Matilde Natália Patrícia Raquel Rita Rosa Sandra Sara Sofia Susana Telma ' +
        'Vanessa Vitória',
    ),
    male: words(
      'Afonso Alexandre André António Augusto Bruno Carlos César Daniel David Diogo Eduardo Emílio Fábio Fernando ' +
        'Francisco Gabriel Gilberto Guilherme Heitor Hugo Isaac Jaime João José Júlio Leonardo Lucas Luís Manuel ' +
        'Marcos Mateus Maurício Miguel Nuno Orlando Paulo Pedro Ramiro Ricardo Rodrigo Rui Salvador Sérgio Tiago Tomás ' +
        'Vasco Vítor',
    ),
  },
};

function words(list: string): readonly string[] {
  return list.split(' ');
}
