"""What English, Spanish and Portuguese call months and numbers."""

from cochair.procedure.text import (
    MONTHS_AND_OTHER_WORDS,
    NUMBERS_IN_WORDS,
    vocabulary,
)

ENGLISH = vocabulary(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    NUMBERS_IN_WORDS,
    MONTHS_AND_OTHER_WORDS,
)
SPANISH = vocabulary(
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "ene.",
        "feb.",
        "mar.",
        "abr.",
        "may.",
        "jun.",
        "jul.",
        "ago.",
        "sept.",
        "oct.",
        "nov.",
        "dic.",
    ],
    "1=un; 2=dos; 3=tres; 12=doce; 15=quince; 18=dieciocho; 20=veinte; 21=veintiuno; 30=treinta; "
    "32=treinta y dos; broken; x=y",
)
PORTUGUESE = vocabulary(
    [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "jan.",
        "fev.",
        "mar.",
        "abr.",
        "mai.",
        "jun.",
        "jul.",
        "ago.",
        "set.",
        "out.",
        "nov.",
        "dez.",
    ],
    "1=um; 2=dois; 2=duas; 3=três; 12=doze; 18=dezoito; 20=vinte; 21=vinte e um; 30=trinta",
)
VOCABULARIES = {"en": ENGLISH, "es": SPANISH, "pt": PORTUGUESE}
