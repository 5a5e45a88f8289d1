"""The words of the screen in the hall: few, plain, in several languages."""

COUNTER = "Guichet · Counter"
LAST = "Derniers appels"
WAITING = "En attente : {count}"
NOBODY = "Gardez votre ticket : votre appel s'affichera ici."
SENTENCES = (
    "Quand votre ticket s'affiche, allez au guichet indiqué.",
    "When your ticket is shown, go to that counter.",
    "Cuando aparezca su número, acuda a la ventanilla.",
    "Quando a sua senha aparecer, dirija-se ao balcão.",
    "Numaranız ekrana gelince o gişeye gidin.",
    "Когда появится ваш номер, подойдите к этому окну.",
)
STALE = "Écoutez l'appel des agents"
STALE_SENTENCES = (
    "L'écran ne reçoit plus les appels.",
    "Please listen: you will be called by an agent.",
)
