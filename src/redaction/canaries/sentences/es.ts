import type { Sentences } from './sentences.ts';

export const es: Sentences = {
  PERSON: [
    '{full} ha llamado dos veces esta mañana y espera respuesta.',
    '¿Puede alguien llevar lo de {full} mientras el caso siga abierto?',
    'La entrega la firmó {full} en recepción.',
    'Apunte: a {full} mejor llamar después de comer.',
    'Nuestro contacto allí es {full}, que mandará los papeles.',
    'Me llamo {full} y llevo esta cuenta desde la primavera.',
    'Copia a {full}, a título informativo',
    'Hola {given},\nun recordatorio rápido para el viernes.',
    'Querida {given},\n¿llegó el segundo correo?',
    'Estimada señora {family},\nle adjunto el formulario.',
    'El señor {family} pasó a recoger la llave de repuesto.',
    'Un saludo\n{full}',
    'Saludos,\n{given}',
  ],
  AGAIN: [
    'gracias, {lower}',
    'Mejor lo vemos con {again} antes de decidir.',
    'De {again} no ha llegado nada todavía.',
    'ATENCIÓN {upper}',
    '{again} estaba de acuerdo por teléfono.',
    'entregado anoche a {upper}',
  ],
  EMAIL: [
    'La copia, por favor, a {} cuanto antes.',
    'El buzón viejo ya no lo miro, el bueno es {}.',
    'se le puede escribir a {}, solo entre semana',
    'Entro con {}, por si ayuda.',
  ],
  PHONE: [
    'Llámame al {} cuando puedas.',
    'Mi móvil es el {}, vale un SMS.',
    'Si se corta, el teléfono es {} y pregunte por contabilidad.',
    'por correo nada, probé el teléfono {}, nadie contesta',
  ],
  CREDIT_CARD: [
    'En mi tarjeta {} hay dos cargos de la misma noche.',
    'A partir de ahora usen la tarjeta {} para el cobro.',
    'la tarjeta de crédito que tenemos es {}',
    'El terminal rechazó la tarjeta {}.',
  ],
  IBAN: [
    'Ingresen la devolución en {} antes del viernes.',
    'nuestros datos bancarios cambian, ahora es {}',
    'La domiciliación sale de {} el día uno.',
  ],
  ES_DNI: [
    'En el contrato falta el DNI {}.',
    'se identificó con DNI {} en la puerta',
    'Para la nómina, NIF: {}, jornada completa.',
  ],
  IP_ADDRESS: [
    'Los intentos de anoche venían todos de {}.',
    'por favor, abrid {} en el cortafuegos',
    'Estaba conectado desde {} cuando se cayó.',
  ],
  ADDRESS: [
    'El recambio esta vez va a {} y no a la oficina.',
    'Se han mudado, el piso ahora está en {}.',
    'Mi correo postal va a:\n{}',
    'recoger el aparato en {} antes de mediodía',
  ],
  DATE_OF_BIRTH: [
    'Para comprobarlo: fecha de nacimiento {}.',
    'Es cliente desde hace años, nacido el {}.',
    'según la ficha, nacida el {}',
  ],
  SECRET: [
    'la contraseña es {password} hasta que la cambies',
    'Contraseña nueva: {password}',
    'He puesto {key} y sigue diciendo: no autorizado.',
    'esta es la clave de la consola: {key}',
  ],
  MAC_ADDRESS: ['En la pegatina del router del pasillo pone {}.', 'solo está bloqueado el portátil {}'],
  CRYPTO_WALLET: ['Quería cobrar en monedas en {}.', 'el monedero que nos dieron es {}'],
  PASSPORT: [
    'Para el visado: número de pasaporte {}.',
    'Mi pasaporte {} vale cuatro años más.',
    'el hotel copió el pasaporte n.º {}',
  ],
  DRIVER_LICENSE: [
    'En el mostrador apuntaron el permiso de conducir {}.',
    'su carnet de conducir es {}',
    'Presentado en la entrada: permiso de conducir n.º {}.',
  ],
};
