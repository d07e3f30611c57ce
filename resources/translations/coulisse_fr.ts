<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Add a photo…</source>
        <translation>Ajouter une photo…</translation>
    </message>
    <message>
        <source>Print no more</source>
        <translation>Ne plus imprimer</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message>
        <source>Shelves, article, store</source>
        <translation>Rayons, article, magasin</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Do the selected</source>
        <translation>Traiter la sélection</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Search on Today</source>
        <translation>Chercher dans la journée</translation>
    </message>
    <message>
        <source>Which kind</source>
        <translation>Quel type</translation>
    </message>
    <message>
        <source>Mine or everybody’s</source>
        <translation>Les miennes ou toutes</translation>
    </message>
    <message>
        <source>Late or all</source>
        <translation>En retard ou toutes</translation>
    </message>
    <message>
        <source>Which zone</source>
        <translation>Quelle zone</translation>
    </message>
    <message>
        <source>Intake…</source>
        <translation>Prise de commandes…</translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation>Prélevé à la main</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>One more parcel</source>
        <translation>Un colis de plus</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Tell them short too</source>
        <translation>Manquant là aussi</translation>
    </message>
    <message>
        <source>Propose a round</source>
        <translation>Proposer une tournée</translation>
    </message>
    <message>
        <source>Release it</source>
        <translation>Libérer</translation>
    </message>
    <message>
        <source>Takes nothing</source>
        <translation>Ne prend rien</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Remettre au client</translation>
    </message>
    <message>
        <source>Identity card</source>
        <translation>Pièce d’identité</translation>
    </message>
    <message>
        <source>Named proxy</source>
        <translation>Mandataire</translation>
    </message>
    <message>
        <source>Pickup code</source>
        <translation>Code de retrait</translation>
    </message>
    <message>
        <source>Refuse the rest</source>
        <translation>Refuser le reste</translation>
    </message>
    <message>
        <source>Customer declines</source>
        <translation>Le client refuse</translation>
    </message>
    <message>
        <source>Refuse this line</source>
        <translation>Refuser cette ligne</translation>
    </message>
    <message>
        <source>Customer agrees</source>
        <translation>Le client accepte</translation>
    </message>
    <message>
        <source>Paid at the till</source>
        <translation>Réglé en caisse</translation>
    </message>
    <message>
        <source>Another order</source>
        <translation>Autre commande</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Another article</source>
        <translation>Autre article</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Retour à la liste</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>La suite</translation>
    </message>
    <message>
        <source>Ready, closing, intake</source>
        <translation>Prêt, fermeture, arrivées</translation>
    </message>
    <message>
        <source>Limit the intake</source>
        <translation>Limiter la prise de commandes</translation>
    </message>
    <message>
        <source>Tries it on</source>
        <translation>Essaie</translation>
    </message>
    <message>
        <source>Take all orders again</source>
        <translation>Recevoir de nouveau toute commande</translation>
    </message>
    <message>
        <source>Reject what is late</source>
        <translation>Rejeter les commandes en retard</translation>
    </message>
    <message>
        <source>Reject all that is not begun</source>
        <translation>Rejeter toutes les commandes non commencées</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Résoudre</translation>
    </message>
    <message>
        <source>May leave unpaid…</source>
        <translation>Laisser partir impayée…</translation>
    </message>
    <message>
        <source>Open or settled</source>
        <translation>À résoudre ou résolues</translation>
    </message>
    <message>
        <source>Show the order</source>
        <translation>Voir la commande</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Redemander</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Mouvements</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Pièces</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Sort the places</source>
        <translation>Trier les lieux</translation>
    </message>
    <message>
        <source>Choose the places</source>
        <translation>Choisir les lieux</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Rejeter…</translation>
    </message>
    <message>
        <source>Opening and closing</source>
        <translation>Ouverture et fermeture</translation>
    </message>
    <message>
        <source>Open again…</source>
        <translation>Rouvrir…</translation>
    </message>
    <message>
        <source>Print again…</source>
        <translation>Réimprimer…</translation>
    </message>
    <message>
        <source>Add to the round</source>
        <translation>Ajouter à la tournée</translation>
    </message>
    <message>
        <source>Only a part</source>
        <translation>Une partie seulement</translation>
    </message>
    <message>
        <source>Another means…</source>
        <translation>Autre moyen…</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>Retirer le dernier</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Rembourser</translation>
    </message>
    <message>
        <source>Ask headquarters</source>
        <translation>Demander au siège</translation>
    </message>
    <message>
        <source>Yes, it is</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No, it is not</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Store credit instead</source>
        <translation>Plutôt un avoir</translation>
    </message>
    <message>
        <source>Leave it to the manager</source>
        <translation>Laisser au responsable</translation>
    </message>
    <message>
        <source>With a slip</source>
        <translation>Avec un bon</translation>
    </message>
    <message>
        <source>Without proof</source>
        <translation>Sans justificatif</translation>
    </message>
    <message>
        <source>Stays refused: given back</source>
        <translation>Reste refusé&#x202f;: rendu au client</translation>
    </message>
    <message>
        <source>Print its paper again</source>
        <translation>Réimprimer le justificatif</translation>
    </message>
    <message>
        <source>Another return</source>
        <translation>Un autre retour</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>Refuser…</translation>
    </message>
    <message>
        <source>Ask…</source>
        <translation>Demander…</translation>
    </message>
    <message>
        <source>To the region</source>
        <translation>À la région</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Répondre…</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>Retirer la demande</translation>
    </message>
    <message>
        <source>Settled by hand…</source>
        <translation>Réglé à la main…</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réceptionner</translation>
    </message>
    <message>
        <source>Truck that nobody announced</source>
        <translation>Camion non annoncé</translation>
    </message>
    <message>
        <source>One missing</source>
        <translation>Un manquant</translation>
    </message>
    <message>
        <source>Count blind</source>
        <translation>Compter à l’aveugle</translation>
    </message>
    <message>
        <source>Take back what is typed</source>
        <translation>Abandonner ce qui est tapé</translation>
    </message>
    <message>
        <source>Another version of the template</source>
        <translation>Autre version du modèle</translation>
    </message>
    <message>
        <source>Print the set-up code</source>
        <translation>Imprimer le code de réglage</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Changer mon code PIN</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copier pour l’assistance</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier maintenant</translation>
    </message>
    <message>
        <source>One damaged</source>
        <translation>Un abîmé</translation>
    </message>
    <message>
        <source>One more by hand</source>
        <translation>Un à la main</translation>
    </message>
    <message>
        <source>Refuse the request</source>
        <translation>Refuser la demande</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Ask another store for some</source>
        <translation>En demander à un autre magasin</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Un de plus</translation>
    </message>
    <message>
        <source>Send the request</source>
        <translation>Envoyer la demande</translation>
    </message>
    <message>
        <source>Next part of the settings</source>
        <translation>Partie suivante des réglages</translation>
    </message>
    <message>
        <source>Use it for labels</source>
        <translation>Utiliser pour les étiquettes</translation>
    </message>
    <message>
        <source>Print a test label</source>
        <translation>Étiquette d’essai</translation>
    </message>
    <message>
        <source>Use it for prices</source>
        <translation>Utiliser pour les prix</translation>
    </message>
    <message>
        <source>Print a test price</source>
        <translation>Prix d’essai</translation>
    </message>
    <message>
        <source>Use it for receipts</source>
        <translation>Utiliser pour les reçus</translation>
    </message>
    <message>
        <source>Print a test receipt</source>
        <translation>Reçu d’essai</translation>
    </message>
    <message>
        <source>Use it for documents</source>
        <translation>Utiliser pour les documents</translation>
    </message>
    <message>
        <source>Print a test document</source>
        <translation>Document d’essai</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Print a test</source>
        <translation>Imprimer un essai</translation>
    </message>
    <message>
        <source>Print the manifest again</source>
        <translation>Réimprimer le bordereau</translation>
    </message>
    <message>
        <source>Onto the list</source>
        <translation>Sur la liste</translation>
    </message>
    <message>
        <source>Empty it</source>
        <translation>Vider la liste</translation>
    </message>
    <message>
        <source>Goodwill…</source>
        <translation>Geste commercial…</translation>
    </message>
    <message>
        <source>Exchange…</source>
        <translation>Échanger…</translation>
    </message>
    <message>
        <source>Not taken: money instead</source>
        <translation>Non pris&#x202f;: rembourser</translation>
    </message>
    <message>
        <source>Publish to every store</source>
        <translation>Publier partout</translation>
    </message>
    <message>
        <source>Print all of them</source>
        <translation>Tout imprimer</translation>
    </message>
</context>
<context>
    <name>Ages</name>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>il y a {0}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0}&#xa0;s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0}&#xa0;min</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0}&#xa0;h</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0}&#xa0;j</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>It is still on its way</source>
        <translation>Il est toujours en route</translation>
    </message>
    <message>
        <source>Still awaited</source>
        <translation>Toujours attendu</translation>
    </message>
    <message>
        <source>Sent {time}.</source>
        <translation>Expédié&#x202f;: {time}.</translation>
    </message>
    <message>
        <source>Announced for {time}.</source>
        <translation>Annoncé pour {time}.</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>Siège</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>Ce magasin</translation>
    </message>
    <message>
        <source>By now</source>
        <translation>À présent</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>A manager settles it.</source>
        <translation>Un responsable la résout.</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Nothing was settled yet</source>
        <translation>Rien n’a encore été résolu</translation>
    </message>
    <message>
        <source>Whoever settles an exception, and how, is kept here.</source>
        <translation>Qui règle une anomalie, et comment, est gardé ici.</translation>
    </message>
    <message>
        <source>Everything adds up</source>
        <translation>Tout concorde</translation>
    </message>
    <message>
        <source>What two sides tell differently comes here by itself.</source>
        <translation>Les écarts entre deux côtés arrivent ici d’eux-mêmes.</translation>
    </message>
    <message>
        <source>It is right as it stands</source>
        <translation>C’est bien ainsi</translation>
    </message>
    <message>
        <source>Settled by a word</source>
        <translation>Résolue par un mot</translation>
    </message>
    <message>
        <source>It has happened: accept it</source>
        <translation>C’est arrivé&#x202f;: accepter</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Acceptée</translation>
    </message>
    <message>
        <source>Count it again</source>
        <translation>Compter de nouveau</translation>
    </message>
    <message>
        <source>A count was asked for</source>
        <translation>Comptage demandé</translation>
    </message>
    <message>
        <source>The goods are back on the shelf</source>
        <translation>Les articles sont en rayon</translation>
    </message>
    <message>
        <source>Goods put back</source>
        <translation>Articles remis en rayon</translation>
    </message>
    <message>
        <source>What was too many is back</source>
        <translation>Le surplus est en rayon</translation>
    </message>
    <message>
        <source>Surplus put back</source>
        <translation>Surplus remis en rayon</translation>
    </message>
    <message>
        <source>Another store prepares it</source>
        <translation>Un autre magasin prépare</translation>
    </message>
    <message>
        <source>Sent elsewhere</source>
        <translation>Envoyée ailleurs</translation>
    </message>
    <message>
        <source>Open the parcels again</source>
        <translation>Rouvrir les colis</translation>
    </message>
    <message>
        <source>Parcels opened again</source>
        <translation>Colis rouverts</translation>
    </message>
    <message>
        <source>Print the labels again</source>
        <translation>Réimprimer les étiquettes</translation>
    </message>
    <message>
        <source>Labels printed again</source>
        <translation>Étiquettes réimprimées</translation>
    </message>
    <message>
        <source>Go on here, call the other off</source>
        <translation>Continuer ici, arrêter l’autre</translation>
    </message>
    <message>
        <source>The other was called off</source>
        <translation>L’autre a été arrêtée</translation>
    </message>
    <message>
        <source>Its customer has it</source>
        <translation>Son client l’a reçu</translation>
    </message>
    <message>
        <source>Delivered; the days to return it begin</source>
        <translation>Livré&#x202f;; le délai de retour commence</translation>
    </message>
    <message>
        <source>Try the credit again</source>
        <translation>Réessayer l’avoir ou la carte</translation>
    </message>
    <message>
        <source>If money was put on it since</source>
        <translation>Si de l’argent y a été mis depuis</translation>
    </message>
    <message>
        <source>Taken from it after all</source>
        <translation>Débité finalement</translation>
    </message>
    <message>
        <source>The customer has paid it, in cash</source>
        <translation>Le client l’a payé, en espèces</translation>
    </message>
    <message>
        <source>It counts as paid</source>
        <translation>C’est compté comme payé</translation>
    </message>
    <message>
        <source>Paid since</source>
        <translation>Payé depuis</translation>
    </message>
    <message>
        <source>The customer has the money</source>
        <translation>Le client a l’argent</translation>
    </message>
    <message>
        <source>It counts as paid; nothing goes again</source>
        <translation>C’est compté comme payé&#x202f;; rien ne repart</translation>
    </message>
    <message>
        <source>Had been paid</source>
        <translation>Avait été payé</translation>
    </message>
    <message>
        <source>It came under another number</source>
        <translation>Il est arrivé sous un autre numéro</translation>
    </message>
    <message>
        <source>The unknown carton is this one</source>
        <translation>Le carton inconnu est celui-ci</translation>
    </message>
    <message>
        <source>Came under another number</source>
        <translation>Arrivé sous un autre numéro</translation>
    </message>
    <message>
        <source>The customer has paid it, by card</source>
        <translation>Le client l’a payé, par carte</translation>
    </message>
    <message>
        <source>Goes back to the card, if it comes back</source>
        <translation>Rendu sur la carte, en cas de retour</translation>
    </message>
    <message>
        <source>Paid by card since</source>
        <translation>Payé depuis, par carte</translation>
    </message>
    <message>
        <source>You are asked again in some days</source>
        <translation>La question reviendra</translation>
    </message>
    <message>
        <source>It is one that was announced</source>
        <translation>C’est un carton annoncé</translation>
    </message>
    <message>
        <source>Its label is new: both are settled</source>
        <translation>Seule l’étiquette a changé</translation>
    </message>
    <message>
        <source>Announced under another number</source>
        <translation>Annoncé sous un autre numéro</translation>
    </message>
    <message>
        <source>I have seen to it here</source>
        <translation>Je m’en suis occupé ici</translation>
    </message>
    <message>
        <source>Nothing changes in the other store</source>
        <translation>Rien ne change dans l’autre magasin</translation>
    </message>
    <message>
        <source>Seen to</source>
        <translation>Fait sur place</translation>
    </message>
    <message>
        <source>It has not happened: leave it out</source>
        <translation>Ce n’est pas arrivé&#x202f;: écarter</translation>
    </message>
    <message>
        <source>It was not paid</source>
        <translation>Ce n’était pas payé</translation>
    </message>
    <message>
        <source>It can be refunded by another</source>
        <translation>Un autre remboursement peut partir</translation>
    </message>
    <message>
        <source>Had not been paid</source>
        <translation>N’avait pas été payé</translation>
    </message>
    <message>
        <source>It was for something else</source>
        <translation>C’était pour autre chose</translation>
    </message>
    <message>
        <source>The other refunds of this sale may go</source>
        <translation>Les autres remboursements de cette vente peuvent partir</translation>
    </message>
    <message>
        <source>Was for something else</source>
        <translation>Était pour autre chose</translation>
    </message>
    <message>
        <source>It is agreed with the customer</source>
        <translation>C’est convenu avec le client</translation>
    </message>
    <message>
        <source>Agreed with the customer</source>
        <translation>Convenu avec le client</translation>
    </message>
    <message>
        <source>They want it: send it again</source>
        <translation>Le client le veut&#x202f;: renvoyer</translation>
    </message>
    <message>
        <source>Prepared anew, here or elsewhere</source>
        <translation>Préparé à nouveau, ici ou ailleurs</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>Renvoyé</translation>
    </message>
    <message>
        <source>Nothing changes, your words stay</source>
        <translation>Rien ne change, votre constat est gardé</translation>
    </message>
    <message>
        <source>It takes effect, in your name</source>
        <translation>Pris en compte, à votre nom</translation>
    </message>
    <message>
        <source>A count is put on Today</source>
        <translation>Un comptage dans Aujourd’hui</translation>
    </message>
    <message>
        <source>They can be sold again</source>
        <translation>Ils sont de nouveau à vendre</translation>
    </message>
    <message>
        <source>Picked stays what was ordered</source>
        <translation>Reste prélevé ce qui est commandé</translation>
    </message>
    <message>
        <source>Another place is looked for</source>
        <translation>Un autre lieu est cherché</translation>
    </message>
    <message>
        <source>Labels void, packed anew</source>
        <translation>Étiquettes annulées, colis refait</translation>
    </message>
    <message>
        <source>On the same numbers</source>
        <translation>Avec les mêmes numéros</translation>
    </message>
    <message>
        <source>The other store puts it back</source>
        <translation>L’autre magasin remet en rayon</translation>
    </message>
    <message>
        <source>It stays without effect</source>
        <translation>Cela reste sans effet</translation>
    </message>
    <message>
        <source>Everything picked</source>
        <translation>Tout prélevé</translation>
    </message>
    <message>
        <source>Label printed</source>
        <translation>Étiquette imprimée</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livrée</translation>
    </message>
    <message>
        <source>Arrived here</source>
        <translation>Arrivée ici</translation>
    </message>
    <message>
        <source>Told here</source>
        <translation>Noté ici</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À résoudre</translation>
    </message>
    <message>
        <source>To settle: {count}</source>
        <translation>À résoudre&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Settled: {count}</source>
        <translation>Résolues&#x202f;: {count}</translation>
    </message>
    <message>
        <source>No order</source>
        <translation>Sans commande</translation>
    </message>
    <message>
        <source>Another store has begun to prepare these articles.</source>
        <translation>Un autre magasin a commencé à préparer ces articles.</translation>
    </message>
    <message>
        <source>The order is cancelled.</source>
        <translation>La commande est annulée.</translation>
    </message>
    <message>
        <source>The same number was sent twice, with two contents.</source>
        <translation>Le même numéro a été envoyé deux fois, avec deux contenus.</translation>
    </message>
    <message>
        <source>Announced in this delivery.</source>
        <translation>Annoncé dans cette livraison.</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>Non annoncé</translation>
    </message>
    <message>
        <source>{count} ordered</source>
        <translation>Commandé&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Nothing of the kind was known.</source>
        <translation>Rien de tel n’était connu.</translation>
    </message>
    <message>
        <source>{deed} by {name}, {time}</source>
        <translation>{deed} par {name}, {time}</translation>
    </message>
    <message>
        <source>{deed}, {time}</source>
        <translation>{deed}, {time}</translation>
    </message>
    <message>
        <source>{count} told as picked</source>
        <translation>Prélèvement de {count} noté</translation>
    </message>
    <message>
        <source>{amount} to the card {name}, as the payment service says</source>
        <translation>{amount} à la carte {name}, selon le service de paiement</translation>
    </message>
    <message>
        <source>Choose first what to do</source>
        <translation>Choisissez d’abord quoi faire</translation>
    </message>
    <message>
        <source>What you found out</source>
        <translation>Ce que vous avez constaté</translation>
    </message>
    <message>
        <source>Reference on the card slip (if there is one)</source>
        <translation>Référence du ticket carte (facultatif)</translation>
    </message>
    <message>
        <source>Number of the other carton (if there are several)</source>
        <translation>Numéro de l’autre carton (s’il y en a plusieurs)</translation>
    </message>
    <message>
        <source>What you found out (if there is more to say)</source>
        <translation>Ce que vous avez constaté (facultatif)</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Écartée</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Somebody who is not here any more</source>
        <translation>Quelqu’un qui n’est plus là</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>what you found out</source>
        <translation>ce que vous avez constaté</translation>
    </message>
    <message>
        <source>Went back to the card {name} (it paid {amount})</source>
        <translation>Revenu à la carte {name} (elle a payé {amount})</translation>
    </message>
    <message>
        <source>Announced since</source>
        <translation>Annoncé depuis</translation>
    </message>
    <message>
        <source>{told}: {number}</source>
        <translation>{told}&#x202f;: {number}</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Constat</translation>
    </message>
    <message>
        <source>It has come after all</source>
        <translation>Tout est arrivé finalement</translation>
    </message>
    <message>
        <source>It is in the stock again</source>
        <translation>De nouveau en stock</translation>
    </message>
    <message>
        <source>Came after all</source>
        <translation>Arrivé finalement</translation>
    </message>
    <message>
        <source>It goes back to its sender</source>
        <translation>On le renvoie à l’expéditeur</translation>
    </message>
    <message>
        <source>It leaves the stock here</source>
        <translation>Il quitte le stock d’ici</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>Renvoyé</translation>
    </message>
    <message>
        <source>Write it off</source>
        <translation>Le passer en démarque</translation>
    </message>
    <message>
        <source>Damaged ones leave the stock</source>
        <translation>L’abîmé quitte le stock</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>Passé en démarque</translation>
    </message>
    <message>
        <source>{count} announced</source>
        <translation>Annoncé&#x202f;: {count}</translation>
    </message>
    <message>
        <source>It does not come any more</source>
        <translation>Elle n’arrivera plus</translation>
    </message>
    <message>
        <source>Ask every place again</source>
        <translation>Redemander partout</translation>
    </message>
    <message>
        <source>Also those that turned it down</source>
        <translation>Aussi à ceux qui ont refusé</translation>
    </message>
    <message>
        <source>Found after all</source>
        <translation>Trouvé finalement</translation>
    </message>
    <message>
        <source>Cancel what is missing</source>
        <translation>Annuler ce qui manque</translation>
    </message>
    <message>
        <source>The customer is told, not charged</source>
        <translation>Client prévenu, rien à payer</translation>
    </message>
    <message>
        <source>What was missing was cancelled</source>
        <translation>Le manque a été annulé</translation>
    </message>
    <message>
        <source>No longer wanted: cancel</source>
        <translation>Le client y renonce&#x202f;: annuler</translation>
    </message>
    <message>
        <source>Cancelled for its customer</source>
        <translation>Annulé pour le client</translation>
    </message>
    <message>
        <source>The customer is told of it</source>
        <translation>Le client en est prévenu</translation>
    </message>
    <message>
        <source>The customer waits for it</source>
        <translation>Le client attend</translation>
    </message>
    <message>
        <source>It is sent as soon as goods come</source>
        <translation>Servi dès que la marchandise arrive</translation>
    </message>
    <message>
        <source>The customer waits</source>
        <translation>Le client attend</translation>
    </message>
    <message>
        <source>Over by itself</source>
        <translation>Résolue d’elle-même</translation>
    </message>
    <message>
        <source>Missing: {articles}</source>
        <translation>Il manque&#x202f;: {articles}</translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation>{state} depuis {time}</translation>
    </message>
    <message>
        <source>Ordered {time}, to be collected here</source>
        <translation>Commandé {time}, à retirer ici</translation>
    </message>
    <message>
        <source>Ordered {time}; the customer is nearest to here</source>
        <translation>Commandé {time}, client proche d’ici</translation>
    </message>
    <message>
        <source>Off the transit stock; nobody awaits it</source>
        <translation>Hors du stock en transit&#x202f;; plus personne ne l’attend</translation>
    </message>
    <message>
        <source>Not awaited any more</source>
        <translation>N’est plus attendue</translation>
    </message>
    <message>
        <source>It is lost</source>
        <translation>Il est perdu</translation>
    </message>
    <message>
        <source>Sent again, or the refund proposed</source>
        <translation>Renvoi ou remboursement</translation>
    </message>
    <message>
        <source>Given up for lost</source>
        <translation>Déclaré perdu</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>tomorrow {time}</source>
        <translation>demain {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>hier {time}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«&#x202f;{0}&#x202f;»</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Photo of the article</source>
        <translation>Photo de l’article</translation>
    </message>
    <message>
        <source>No refund waits</source>
        <translation>Aucun remboursement n’attend</translation>
    </message>
    <message>
        <source>What needs a manager’s word comes here, and so does what was not paid.</source>
        <translation>Ce qui demande l’accord d’un responsable arrive ici, comme ce qui n’a pas été payé.</translation>
    </message>
    <message>
        <source>Refunds that wait</source>
        <translation>Remboursements en attente</translation>
    </message>
    <message>
        <source>legal guarantee of conformity</source>
        <translation>garantie légale de conformité</translation>
    </message>
    <message>
        <source>right of withdrawal</source>
        <translation>droit de rétractation</translation>
    </message>
    <message>
        <source>the chain’s own rule</source>
        <translation>règle de l’enseigne</translation>
    </message>
    <message>
        <source>covered by nothing</source>
        <translation>rien ne le couvre</translation>
    </message>
    <message>
        <source>Somebody of the staff pays with this card.</source>
        <translation>Quelqu’un de l’équipe paie avec cette carte.</translation>
    </message>
    <message>
        <source>The amount is at the limit of {amount}.</source>
        <translation>Le montant est à la limite de {amount}.</translation>
    </message>
    <message>
        <source>Other refunds of the same person close below a limit in 90 days: {number}.</source>
        <translation>Autres remboursements de la même personne juste sous un plafond en 90 jours&#x202f;: {number}.</translation>
    </message>
    <message>
        <source>There is no proof of purchase.</source>
        <translation>Il n’y a pas de preuve d’achat.</translation>
    </message>
    <message>
        <source>It is not the piece that was sold.</source>
        <translation>Ce n’est pas la pièce qui a été vendue.</translation>
    </message>
    <message>
        <source>Not covered by our rules</source>
        <translation>Hors de nos règles</translation>
    </message>
    <message>
        <source>Not in the condition that was told</source>
        <translation>L’état n’est pas celui annoncé</translation>
    </message>
    <message>
        <source>Not our article</source>
        <translation>Ce n’est pas notre article</translation>
    </message>
    <message>
        <source>A receipt is needed</source>
        <translation>Il faut un ticket</translation>
    </message>
    <message>
        <source>Came back unpaid</source>
        <translation>Revenus impayés</translation>
    </message>
    <message>
        <source>asked by {name}</source>
        <translation>demandé par {name}</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Magasin</translation>
    </message>
    <message>
        <source>{amount} for the same articles may have been paid already: see Exceptions.</source>
        <translation>{amount} pour les mêmes articles ont peut-être déjà été payés&#x202f;: voir Anomalies.</translation>
    </message>
    <message>
        <source>Approved: {amount} for {number}.</source>
        <translation>Validé&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Refused: {amount} for {number}.</source>
        <translation>Refusé&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Asked about {number}: it waits for the answer.</source>
        <translation>Question posée sur {number}&#x202f;: la réponse est attendue.</translation>
    </message>
    <message>
        <source>Answered: {number} waits for a manager again.</source>
        <translation>Répondu&#x202f;: {number} attend de nouveau un responsable.</translation>
    </message>
    <message>
        <source>Left to a regional manager: {amount} for {number}.</source>
        <translation>Laissé à un responsable régional&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Tried again: {amount} for {number}.</source>
        <translation>Nouvel essai&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Settled: {amount} for {number}.</source>
        <translation>Réglé&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Withdrawn: {amount} for {number}.</source>
        <translation>Retiré&#x202f;: {amount} pour {number}.</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>À valider</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Vente</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Due by law</source>
        <translation>Délai légal</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>Versé</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>{goods}: {said}</source>
        <translation>{goods}&#x202f;: {said}</translation>
    </message>
    <message>
        <source>The payment service did not pay it ({code}).</source>
        <translation>Le service de paiement ne l’a pas payé ({code}).</translation>
    </message>
    <message>
        <source>Nobody has approved it here. Whoever signs has it paid, or settles it by hand.</source>
        <translation>Personne ne l’a validé ici. Qui le signe le fait payer, ou le règle à la main.</translation>
    </message>
    <message>
        <source>You asked for it: somebody else says yes or no.</source>
        <translation>Vous l’avez demandé&#x202f;: quelqu’un d’autre dit oui ou non.</translation>
    </message>
    <message>
        <source>The amount is for a regional manager.</source>
        <translation>Ce montant relève d’un responsable régional.</translation>
    </message>
    <message>
        <source>Your key is not open here: sign in while connected, or type your PIN.</source>
        <translation>Votre clé n’est pas ouverte ici&#x202f;: ouvrez une session avec la ligne, ou tapez votre code PIN.</translation>
    </message>
    <message>
        <source>Offline: what is approved now is queued.</source>
        <translation>Hors ligne&#x202f;: ce qui est validé maintenant est mis en attente.</translation>
    </message>
    <message>
        <source>Sign {amount}</source>
        <translation>Signer {amount}</translation>
    </message>
    <message>
        <source>Refuse {amount}</source>
        <translation>Refuser {amount}</translation>
    </message>
    <message>
        <source>Ask {name}</source>
        <translation>Demander à {name}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Répondre</translation>
    </message>
    <message>
        <source>Settled by hand</source>
        <translation>Réglé à la main</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Sign {amount} now</source>
        <translation>Signer {amount}</translation>
    </message>
    <message>
        <source>Approve {amount}</source>
        <translation>Valider {amount}</translation>
    </message>
    <message>
        <source>Have {amount} signed here</source>
        <translation>Faire signer {amount} ici</translation>
    </message>
    <message>
        <source>the reason</source>
        <translation>le motif</translation>
    </message>
    <message>
        <source>the question</source>
        <translation>la question</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>la réponse</translation>
    </message>
    <message>
        <source>how it was settled</source>
        <translation>comment c’est réglé</translation>
    </message>
    <message>
        <source>what the payment service said</source>
        <translation>ce que le service de paiement a répondu</translation>
    </message>
    <message>
        <source>Why not (or press a digit)</source>
        <translation>Motif du refus (ou un chiffre)</translation>
    </message>
    <message>
        <source>What do you want to know?</source>
        <translation>Que voulez-vous savoir&#x202f;?</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Votre réponse</translation>
    </message>
    <message>
        <source>How was it settled?</source>
        <translation>Comment a-t-on réglé&#x202f;?</translation>
    </message>
    <message>
        <source>What did the payment service say?</source>
        <translation>Qu’a répondu le service de paiement&#x202f;?</translation>
    </message>
    <message>
        <source>Other returns of this customer in 90 days: {number}.</source>
        <translation>Autres retours de ce client en 90 jours&#x202f;: {number}.</translation>
    </message>
    <message>
        <source>Other refunds on this receipt: {number}.</source>
        <translation>Autres remboursements sur ce ticket&#x202f;: {number}.</translation>
    </message>
    <message>
        <source>Returns on this receipt in other stores: {number}.</source>
        <translation>Retours avec ce ticket dans d’autres magasins&#x202f;: {number}.</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Nobody else here may allow it. Come back to it when a manager is here.</source>
        <translation>Personne d’autre ici ne peut l’autoriser. À reprendre quand un responsable sera là.</translation>
    </message>
    <message>
        <source>Nobody else here may sign. It can wait under Approve.</source>
        <translation>Personne d’autre ici ne peut signer. Cela peut attendre dans Valider.</translation>
    </message>
    <message>
        <source>{name}, your PIN:</source>
        <translation>{name}, votre code PIN&#x202f;:</translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation>Qui signe&#x202f;?</translation>
    </message>
</context>
<context>
    <name>CameraPreview</name>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Put the camera away (Esc)</source>
        <translation>Fermer la caméra (Échap)</translation>
    </message>
    <message>
        <source>Hold one barcode inside the frame until it sounds.</source>
        <translation>Tenez un code-barres dans le cadre jusqu’au signal sonore.</translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message>
        <source>This computer’s clock is {0} ahead</source>
        <translation>L’horloge de ce poste avance de {0}</translation>
    </message>
    <message>
        <source>This computer’s clock is {0} behind</source>
        <translation>L’horloge de ce poste retarde de {0}</translation>
    </message>
    <message>
        <source>What is done here is written down with that hour, and promises seem nearer or farther. Set it by the network; work goes on.</source>
        <translation>Vos actions sont notées à cette heure, et les promesses semblent plus proches ou plus lointaines. Réglez-la par le réseau&#x202f;; le travail continue.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Held by headquarters</source>
        <translation>Bloqué par le siège</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>never connected</source>
        <translation>jamais connecté</translation>
    </message>
    <message>
        <source>data from {0}</source>
        <translation>données de {0}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Not proven</source>
        <translation>Non prouvée</translation>
    </message>
    <message>
        <source>proven at {0}</source>
        <translation>prouvée à {0}</translation>
    </message>
    <message>
        <source>This workstation is held</source>
        <translation>Ce poste est bloqué</translation>
    </message>
    <message>
        <source>Offline since {0}</source>
        <translation>Hors ligne depuis {0}</translation>
    </message>
    <message>
        <source>Whether headquarters answers is not proven</source>
        <translation>Rien ne prouve que le siège répond</translation>
    </message>
    <message>
        <source>Connected, and yet something is held up</source>
        <translation>Connecté, mais quelque chose bloque</translation>
    </message>
    <message>
        <source>The label printer does not print</source>
        <translation>L’imprimante d’étiquettes n’imprime pas</translation>
    </message>
    <message>
        <source>Labels wait and come out by themselves.</source>
        <translation>Les étiquettes attendent et sortiront d’elles-mêmes.</translation>
    </message>
    <message>
        <source>What is to be printed waits and comes out by itself.</source>
        <translation>Ce qui est à imprimer attend et sortira de lui-même.</translation>
    </message>
    <message>
        <source>The printer of price labels does not print</source>
        <translation>L’imprimante des étiquettes de prix n’imprime pas</translation>
    </message>
    <message>
        <source>The printer of receipts does not print</source>
        <translation>L’imprimante des reçus n’imprime pas</translation>
    </message>
    <message>
        <source>The printer of documents does not print</source>
        <translation>L’imprimante des documents n’imprime pas</translation>
    </message>
    <message>
        <source>This workstation’s file cannot be read</source>
        <translation>Le fichier de ce poste est illisible</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>You can prepare, hand over, take returns and print.</source>
        <translation>Vous pouvez préparer, remettre, prendre les retours et imprimer.</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) wait.</source>
        <translation>
            <numerusform>%n envoi en attente.</numerusform>
            <numerusform>%n envois en attente.</numerusform>
        </translation>
    </message>
    <message>
        <source>Something else answers in the place of headquarters.</source>
        <translation>Autre chose répond à la place du siège.</translation>
    </message>
    <message>
        <source>Something on the way repeats old answers.</source>
        <translation>Un équipement du réseau renvoie d’anciennes réponses.</translation>
    </message>
    <message>
        <source>Headquarters has a fault.</source>
        <translation>Le siège est en panne.</translation>
    </message>
    <message>
        <source>Headquarters is overloaded.</source>
        <translation>Le siège est surchargé.</translation>
    </message>
    <message>
        <source>The connection is not secure.</source>
        <translation>La connexion n’est pas sûre.</translation>
    </message>
    <message>
        <source>The exchange stopped over a fault here; it begins again.</source>
        <translation>L’échange s’est arrêté sur une erreur de ce poste&#x202f;; il reprend tout seul.</translation>
    </message>
    <message>
        <source>Work goes on and is kept. Ask headquarters for a new code, and enrol it again.</source>
        <translation>Votre travail est gardé. Demandez un nouveau code au siège et enrôlez ce poste.</translation>
    </message>
    <message>
        <source>Enrol again</source>
        <translation>Enrôler à nouveau</translation>
    </message>
    <message>
        <source>Work goes on; what is done here is kept until it is sent.</source>
        <translation>Le travail continue&#x202f;; ce qui est fait ici est gardé jusqu’à son envoi.</translation>
    </message>
    <message>
        <source>The network’s proxy is in the way.</source>
        <translation>Le proxy du réseau bloque le passage.</translation>
    </message>
    <message>
        <source>The certificate shown is not valid today.</source>
        <translation>Le certificat présenté n’est pas valable aujourd’hui.</translation>
    </message>
    <message>
        <source>The network’s articles and stock arrive</source>
        <translation>Les articles et le stock du réseau arrivent</translation>
    </message>
</context>
<context>
    <name>Copies</name>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Code de récupération&#x202f;: {code}</translation>
    </message>
    <message>
        <source>Write it down and keep it away from this machine: without it nobody can read the file. It is the same for all backups of this workstation.</source>
        <translation>Notez-le et gardez-le loin de ce poste&#x202f;: sans lui, personne ne peut lire le fichier. Il vaut pour toutes les sauvegardes de ce poste.</translation>
    </message>
    <message>
        <source>{file}: {place}, actions not sent yet: {waiting}.</source>
        <translation>{file}&#x202f;: {place}, envois en attente&#x202f;: {waiting}.</translation>
    </message>
    <message>
        <source>{place} is as it was; actions that wait to be sent: {waiting}.</source>
        <translation>{place} est comme avant&#x202f;; envois en attente&#x202f;: {waiting}.</translation>
    </message>
    <message>
        <source>What was here is kept in {folder}.</source>
        <translation>Ce qui était ici est gardé dans {folder}.</translation>
    </message>
    <message>
        <source>Start Coulisse and enrol this workstation with a new code: only then what waits is sent. If the old machine is gone, ask headquarters to retire it.</source>
        <translation>Ouvrez Coulisse et enrôlez ce poste avec un nouveau code&#x202f;: ce qui attend ne part qu’ensuite. Si l’ancien poste n’existe plus, demandez au siège de le retirer.</translation>
    </message>
    <message>
        <source>This workstation’s file has a new key.</source>
        <translation>Le fichier de ce poste a une nouvelle clé.</translation>
    </message>
    <message>
        <source>a workstation that is not enrolled</source>
        <translation>un poste qui n’est pas enrôlé</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n commande</numerusform>
            <numerusform>%n commandes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcel(s)</source>
        <translation>
            <numerusform>%n colis</numerusform>
            <numerusform>%n colis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Packed in %n parcel(s)</source>
        <translation>
            <numerusform>Emballée en %n colis</numerusform>
            <numerusform>Emballée en %n colis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) wait</source>
        <translation>
            <numerusform>%n étiquette en attente</numerusform>
            <numerusform>%n étiquettes en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n envoi</numerusform>
            <numerusform>%n envois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s), kept on this machine</source>
        <translation>
            <numerusform>%n envoi, conservé sur ce poste</numerusform>
            <numerusform>%n envois, conservés sur ce poste</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) in it still wait for headquarters.</source>
        <translation>
            <numerusform>%n envoi qu’il contient attend encore le siège.</numerusform>
            <numerusform>%n envois qu’il contient attendent encore le siège.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) in 24 h</source>
        <translation>
            <numerusform>%n envoi en 24&#xa0;h</numerusform>
            <numerusform>%n envois en 24&#xa0;h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best %n</source>
        <translation>
            <numerusform>Le meilleur résultat</numerusform>
            <numerusform>Les %n meilleurs résultats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number} in %n place(s)</source>
        <translation>
            <numerusform>{number} dans %n lieu</numerusform>
            <numerusform>{number} dans %n lieux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Counts %n movement(s) made here that headquarters has not confirmed yet.</source>
        <translation>
            <numerusform>Compte %n mouvement fait ici, que le siège n’a pas encore confirmé.</numerusform>
            <numerusform>Compte %n mouvements faits ici, que le siège n’a pas encore confirmés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n manquant</numerusform>
            <numerusform>%n manquants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged</source>
        <translation>
            <numerusform>%n abîmé</numerusform>
            <numerusform>%n abîmés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s) left</source>
        <translation>
            <numerusform>encore %n zone</numerusform>
            <numerusform>encore %n zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asked for</source>
        <translation>
            <numerusform>%n demandé</numerusform>
            <numerusform>%n demandés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent</source>
        <translation>
            <numerusform>%n envoyé</numerusform>
            <numerusform>%n envoyés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received</source>
        <translation>
            <numerusform>%n reçu</numerusform>
            <numerusform>%n reçus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Intake of new orders</source>
        <translation>Prise de commandes</translation>
    </message>
    <message>
        <source>Zone {zone}</source>
        <translation>Zone {zone}</translation>
    </message>
    <message>
        <source>The intake is limited</source>
        <translation>La prise de commandes est limitée</translation>
    </message>
    <message>
        <source>Waiting now: {count}</source>
        <translation>En attente à présent&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Limiting the intake and rejecting take a manager.</source>
        <translation>Limiter la prise de commandes et rejeter demandent un responsable.</translation>
    </message>
    <message>
        <source>Orders that may wait at a time</source>
        <translation>Commandes en attente au plus</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Backlog</source>
        <translation>Commandes en attente</translation>
    </message>
    <message>
        <source>Zone or shelf (B-4-2), or scan it</source>
        <translation>Zone ou étagère (B-4-2), ou scannez</translation>
    </message>
    <message>
        <source>Orders that nobody has begun can go to other places, for a reason.</source>
        <translation>Les commandes non commencées peuvent aller ailleurs, avec un motif.</translation>
    </message>
    <message>
        <source>Another place is looked for, for each of them. Write why, then confirm.</source>
        <translation>Un autre lieu est cherché pour chacune. Notez pourquoi, puis confirmez.</translation>
    </message>
    <message>
        <source>Rejected: {orders}. Other places are looked for.</source>
        <translation>Rejeté&#x202f;: {orders}. D’autres lieux sont cherchés.</translation>
    </message>
    <message>
        <source>What was looked at</source>
        <translation>Ce qui a été vérifié</translation>
    </message>
    <message>
        <source>What this machine knows</source>
        <translation>Ce que sait ce poste</translation>
    </message>
    <message>
        <source>heard from headquarters {age}</source>
        <translation>nouvelles du siège {age}</translation>
    </message>
    <message>
        <source>See the line</source>
        <translation>Voir la ligne</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Imprimantes</translation>
    </message>
    <message>
        <source>labels that did not print: {count}</source>
        <translation>étiquettes non imprimées&#x202f;: {count}</translation>
    </message>
    <message>
        <source>See the labels</source>
        <translation>Voir les étiquettes</translation>
    </message>
    <message>
        <source>Late orders</source>
        <translation>Commandes en retard</translation>
    </message>
    <message>
        <source>past their promised hour: {count}</source>
        <translation>après l’heure promise&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Have {articles} counted</source>
        <translation>Faire compter {articles}</translation>
    </message>
    <message>
        <source>Prepare them</source>
        <translation>Les préparer</translation>
    </message>
    <message>
        <source>Tell what is expected</source>
        <translation>Montrer l’attendu</translation>
    </message>
    <message>
        <source>orders since yesterday evening: {count}</source>
        <translation>commandes depuis hier soir&#x202f;: {count}</translation>
    </message>
    <message>
        <source>See them</source>
        <translation>Les voir</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Choose a zone, or say which shelf.</source>
        <translation>Choisissez une zone, ou dites quelle étagère.</translation>
    </message>
    <message>
        <source>not settled yet: {count}</source>
        <translation>pas encore résolues&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Settle them</source>
        <translation>Les résoudre</translation>
    </message>
    <message>
        <source>Parcels for the carrier</source>
        <translation>Colis pour le transporteur</translation>
    </message>
    <message>
        <source>packed and still here: {count}</source>
        <translation>prêts et encore ici&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Give them to the carrier</source>
        <translation>Les remettre au transporteur</translation>
    </message>
    <message>
        <source>Orders in hand</source>
        <translation>Commandes en main</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Comptages</translation>
    </message>
    <message>
        <source>begun and not packed: {count}</source>
        <translation>commencées, pas emballées&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Arrived overnight</source>
        <translation>Arrivées dans la nuit</translation>
    </message>
    <message>
        <source>Finish them</source>
        <translation>Les finir</translation>
    </message>
    <message>
        <source>No article is known to stand there. Scan what stands there while picking.</source>
        <translation>Aucun article connu à cet endroit. Scannez ce qui s’y trouve pendant le prélèvement.</translation>
    </message>
    <message>
        <source>Bins to check</source>
        <translation>Casiers à vérifier</translation>
    </message>
    <message>
        <source>to be put back or to be sorted: {count}</source>
        <translation>à remettre en rayon ou à trier&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Sent to headquarters</source>
        <translation>Envois au siège</translation>
    </message>
    <message>
        <source>actions that wait for an answer: {count}</source>
        <translation>envois sans réponse&#x202f;: {count}</translation>
    </message>
    <message>
        <source>What is to be counted?</source>
        <translation>Que faut-il compter&#x202f;?</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pendant combien de temps</translation>
    </message>
    <message>
        <source>To be counted: {articles}. Look on Today.</source>
        <translation>À compter&#x202f;: {articles}. Voir Aujourd’hui.</translation>
    </message>
    <message>
        <source>See what waits</source>
        <translation>Voir l’attente</translation>
    </message>
    <message>
        <source>every label has come out</source>
        <translation>toutes les étiquettes sont sorties</translation>
    </message>
    <message>
        <source>nothing is late</source>
        <translation>rien en retard</translation>
    </message>
    <message>
        <source>everything adds up</source>
        <translation>tout concorde</translation>
    </message>
    <message>
        <source>none is left</source>
        <translation>il n’en reste aucun</translation>
    </message>
    <message>
        <source>Count blind</source>
        <translation>Compter à l’aveugle</translation>
    </message>
    <message>
        <source>nothing is half done</source>
        <translation>rien à moitié fait</translation>
    </message>
    <message>
        <source>Whoever counts sees how many are expected.</source>
        <translation>Qui compte voit combien sont attendus.</translation>
    </message>
    <message>
        <source>nothing stands there that should not</source>
        <translation>rien qui ne devrait y être</translation>
    </message>
    <message>
        <source>headquarters has answered everything</source>
        <translation>le siège a répondu à tout</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>en ordre</translation>
    </message>
    <message>
        <source>to see to</source>
        <translation>à voir</translation>
    </message>
    <message>
        <source>first</source>
        <translation>d’abord</translation>
    </message>
    <message>
        <source>Zones of this store</source>
        <translation>Zones de ce magasin</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Fermeture</translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>Prise de commandes</translation>
    </message>
    <message>
        <source>never heard from headquarters</source>
        <translation>le siège n’a encore jamais répondu</translation>
    </message>
    <message>
        <source>To see to: {count}</source>
        <translation>À voir&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Ready to open</source>
        <translation>Prêt à ouvrir</translation>
    </message>
    <message>
        <source>The day is done</source>
        <translation>La journée est finie</translation>
    </message>
    <message>
        <source>Begin the day</source>
        <translation>Commencer la journée</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>To Today</source>
        <translation>Vers aujourd’hui</translation>
    </message>
    <message>
        <source>{names}…</source>
        <translation>{names}…</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>personne encore</translation>
    </message>
    <message>
        <source>Blind: nobody is told how many are expected.</source>
        <translation>À l’aveugle&#x202f;: personne ne voit combien sont attendus.</translation>
    </message>
    <message>
        <source>Here today</source>
        <translation>Présents</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Préparé</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remis</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Expédié</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Remis en rayon</translation>
    </message>
    <message>
        <source>Exceptions settled</source>
        <translation>Anomalies résolues</translation>
    </message>
    <message>
        <source>All orders are taken</source>
        <translation>Toutes les commandes arrivent</translation>
    </message>
    <message>
        <source>No new orders until {time}</source>
        <translation>Pas de nouvelles commandes jusqu’à {time}</translation>
    </message>
    <message>
        <source>{reason} ({name})</source>
        <translation>{reason} ({name})</translation>
    </message>
    <message>
        <source>Take no new orders</source>
        <translation>Ne plus recevoir de commandes</translation>
    </message>
    <message>
        <source>What comes meanwhile goes to other places</source>
        <translation>Elles vont à d’autres lieux</translation>
    </message>
    <message>
        <source>No more than so many waiting</source>
        <translation>Pas plus de tant en attente</translation>
    </message>
    <message>
        <source>That is more than {count} articles: choose a shelf of it.</source>
        <translation>C’est plus de {count} articles&#x202f;: choisissez-en une étagère.</translation>
    </message>
    <message>
        <source>Orders waiting at a time: {count} at most, until {time}</source>
        <translation>Commandes en attente&#x202f;: {count} au plus, jusqu’à {time}</translation>
    </message>
    <message>
        <source>What is packed makes room for new ones</source>
        <translation>Ce qui est emballé fait de la place</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}&#xa0;min</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count}&#xa0;h</translation>
    </message>
    <message>
        <source>Change it: until {time}</source>
        <translation>Modifier&#x202f;: jusqu’à {time}</translation>
    </message>
    <message>
        <source>Limit until {time}</source>
        <translation>Limiter jusqu’à {time}</translation>
    </message>
    <message>
        <source>Pause until {time}</source>
        <translation>Suspendre jusqu’à {time}</translation>
    </message>
    <message>
        <source>Write how many orders may wait (1 to {most}), and why.</source>
        <translation>Indiquez combien de commandes peuvent attendre (1 à {most}), et pourquoi.</translation>
    </message>
    <message>
        <source>Write how many orders may wait (1 to {most}).</source>
        <translation>Indiquez combien de commandes peuvent attendre (1 à {most}).</translation>
    </message>
    <message>
        <source>Write why.</source>
        <translation>Indiquez pourquoi.</translation>
    </message>
    <message>
        <source>Reject {orders}, {articles}</source>
        <translation>Rejeter {orders}, {articles}</translation>
    </message>
    <message>
        <source>Late and not begun: {count}</source>
        <translation>En retard, non commencées&#x202f;: {count}</translation>
    </message>
    <message>
        <source>All that is not begun: {count}</source>
        <translation>Tout ce qui n’est pas commencé&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>All of it is to be counted already. It stands on Today.</source>
        <translation>Tout cela est déjà à compter, sur Aujourd’hui.</translation>
    </message>
    <message>
        <source>To be counted already: {articles}.</source>
        <translation>Déjà à compter&#x202f;: {articles}.</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>All is well.</source>
        <translation>Tout va bien.</translation>
    </message>
    <message>
        <source>It works; what is marked ! should be looked at.</source>
        <translation>Cela fonctionne&#x202f;; ce qui est marqué&#x202f;! est à regarder.</translation>
    </message>
    <message>
        <source>Something needs mending: what is marked ✗.</source>
        <translation>Quelque chose est à réparer&#x202f;: ce qui est marqué ✗.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>What is kept as the key is not one.</source>
        <translation>Ce qui est conservé comme clé n’en est pas une.</translation>
    </message>
    <message>
        <source>Restore the key from the backup, or enrol this workstation again.</source>
        <translation>Restaurez la clé depuis la sauvegarde, ou enrôlez ce poste à nouveau.</translation>
    </message>
    <message>
        <source>There is no key on this machine.</source>
        <translation>Il n’y a pas de clé sur ce poste.</translation>
    </message>
    <message>
        <source>In the system’s keyring.</source>
        <translation>Dans le trousseau du système.</translation>
    </message>
    <message>
        <source>In a file that its owner alone reads: this machine’s keyring had no answer.</source>
        <translation>Dans un fichier que seul son propriétaire lit&#x202f;: le trousseau de ce poste n’a pas répondu.</translation>
    </message>
    <message>
        <source>Line to headquarters</source>
        <translation>Liaison avec le siège</translation>
    </message>
    <message>
        <source>This workstation is not enrolled yet.</source>
        <translation>Ce poste n’est pas encore enrôlé.</translation>
    </message>
    <message>
        <source>Start the program and enrol this workstation with a code.</source>
        <translation>Lancez le programme et enrôlez ce poste avec un code.</translation>
    </message>
    <message>
        <source>Ask headquarters of which version its program is: work goes on.</source>
        <translation>Demandez au siège la version de son programme&#x202f;: le travail continue.</translation>
    </message>
    <message>
        <source>Headquarters ({0}) answers, and its signature is right.</source>
        <translation>Le siège ({0}) répond, et sa signature est juste.</translation>
    </message>
    <message>
        <source>The proxy {0} wants a name and a password: ask who runs it.</source>
        <translation>Le proxy {0} demande un nom et un mot de passe&#x202f;: demandez à la personne qui le gère.</translation>
    </message>
    <message>
        <source>The way goes through the proxy {0}. Check it, or take the core’s address out of it.</source>
        <translation>Le chemin passe par le proxy {0}. Vérifiez-le, ou excluez-en l’adresse du siège.</translation>
    </message>
    <message>
        <source>The name {0} is not found: check the network and its DNS.</source>
        <translation>Le nom {0} est introuvable&#x202f;: vérifiez le réseau et son DNS.</translation>
    </message>
    <message>
        <source>Check the cable and the network; a firewall may be in the way.</source>
        <translation>Vérifiez le câble et le réseau&#x202f;; un pare-feu peut faire obstacle.</translation>
    </message>
    <message>
        <source>The line is there and very slow: try again, then call the provider.</source>
        <translation>La ligne est là et très lente&#x202f;: réessayez, puis appelez l’opérateur.</translation>
    </message>
    <message>
        <source>The line breaks while answers come: look at the Wi-Fi or the cable.</source>
        <translation>La ligne coupe pendant les réponses&#x202f;: regardez le Wi-Fi ou le câble.</translation>
    </message>
    <message>
        <source>Open a web browser: a sign-in page of the Wi-Fi (captive portal) may be waiting there.</source>
        <translation>Ouvrez un navigateur&#x202f;: une page de connexion du Wi-Fi (portail captif) y attend peut-être.</translation>
    </message>
    <message>
        <source>A cache on the way keeps what must not be kept: ask who runs the network or its proxy.</source>
        <translation>Un cache sur le chemin garde ce qui ne doit pas l’être&#x202f;: demandez à la personne qui gère le réseau ou son proxy.</translation>
    </message>
    <message>
        <source>Tell headquarters; nothing is to be done here.</source>
        <translation>Prévenez le siège&#x202f;; il n’y a rien à faire ici.</translation>
    </message>
    <message>
        <source>Headquarters is busy: it takes this workstation’s turn by itself.</source>
        <translation>Le siège est occupé&#x202f;: le tour de ce poste viendra de lui-même.</translation>
    </message>
    <message>
        <source>Enrol this workstation again with a new code.</source>
        <translation>Enrôlez ce poste à nouveau avec un nouveau code.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>{0} holds no replica.</source>
        <translation>{0} ne contient pas de réplica.</translation>
    </message>
    <message>
        <source>The desktop is open on it.</source>
        <translation>Coulisse est ouvert dessus.</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>Espace disque</translation>
    </message>
    <message>
        <source>{0} MB are free.</source>
        <translation>{0}&#xa0;Mo libres.</translation>
    </message>
    <message>
        <source>Make room on this disk: without it nothing can be written.</source>
        <translation>Libérez de la place sur ce disque&#x202f;: sans elle, rien ne peut être écrit.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Droits d’accès</translation>
    </message>
    <message>
        <source>This person may not write {0}.</source>
        <translation>Cette personne ne peut pas écrire {0}.</translation>
    </message>
    <message>
        <source>Give this person the replica’s folder, or sign in as its owner.</source>
        <translation>Donnez-lui le dossier du réplica, ou ouvrez la session de son propriétaire.</translation>
    </message>
    <message>
        <source>Others on this machine can read {0}.</source>
        <translation>D’autres personnes de ce poste peuvent lire {0}.</translation>
    </message>
    <message>
        <source>Take the others’ right to read from these files (mode 600).</source>
        <translation>Retirez aux autres le droit de lire ces fichiers (mode 600).</translation>
    </message>
    <message>
        <source>As they should be.</source>
        <translation>Comme il se doit.</translation>
    </message>
    <message>
        <source>Replica</source>
        <translation>Réplica</translation>
    </message>
    <message>
        <source>It opens; its tables are of revision {0}.</source>
        <translation>Il s’ouvre&#x202f;; ses tables sont à la révision {0}.</translation>
    </message>
    <message>
        <source>Delete nothing before support has seen it: it may hold unsent work.</source>
        <translation>Ne supprimez rien avant que l’assistance l’ait vu&#x202f;: il peut contenir du travail non envoyé.</translation>
    </message>
    <message>
        <source>Freshness</source>
        <translation>Fraîcheur</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Last word of headquarters: {heard}. Versions: network {network}, store {store}, device {device}.</source>
        <translation>Dernières nouvelles du siège&#x202f;: {heard}. Versions&#x202f;: réseau {network}, magasin {store}, poste {device}.</translation>
    </message>
    <message>
        <source>This machine’s clock is {0} min off.</source>
        <translation>L’horloge de ce poste est décalée de {0}&#xa0;min.</translation>
    </message>
    <message>
        <source>Set this machine’s clock by the network.</source>
        <translation>Réglez l’horloge de ce poste par le réseau.</translation>
    </message>
    <message>
        <source>Open the desktop with a line to headquarters; work goes on without it.</source>
        <translation>Ouvrez Coulisse avec une ligne vers le siège&#x202f;; sans elle, le travail continue.</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Envois en attente</translation>
    </message>
    <message>
        <source>Actions that wait: {waiting}. Refusals nobody has seen: {refused}.</source>
        <translation>Envois en attente&#x202f;: {waiting}. Refus que personne n’a vus&#x202f;: {refused}.</translation>
    </message>
    <message>
        <source>The oldest: {0}.</source>
        <translation>La plus ancienne&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>This disk holds the only copy of them: mend the line, delete nothing.</source>
        <translation>Ce disque en a la seule copie&#x202f;: rétablissez la ligne, ne supprimez rien.</translation>
    </message>
    <message>
        <source>Look at them on the screen Sync.</source>
        <translation>Regardez-les sur l’écran Synchro.</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>un dossier</translation>
    </message>
    <message>
        <source>Printer: {printers}. Labels that wait: {queued}, that failed: {failed}.</source>
        <translation>Imprimante&#x202f;: {printers}. Étiquettes en attente&#x202f;: {queued}, en échec&#x202f;: {failed}.</translation>
    </message>
    <message>
        <source>Print them again on the screen Sync; look at paper and cable first.</source>
        <translation>Réimprimez-les sur l’écran Synchro&#x202f;; vérifiez d’abord le papier et le câble.</translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>Intégrité</translation>
    </message>
    <message>
        <source>The replica is damaged; places found: {0}.</source>
        <translation>Le réplica est endommagé&#x202f;; endroits trouvés&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>Copy the folder away, then restore a backup or enrol again.</source>
        <translation>Copiez le dossier ailleurs, puis restaurez une sauvegarde ou enrôlez à nouveau.</translation>
    </message>
    <message>
        <source>The copy of the network is damaged; orders and work are not.</source>
        <translation>La copie du réseau est endommagée&#x202f;; les commandes et le travail ne le sont pas.</translation>
    </message>
    <message>
        <source>Both files are whole.</source>
        <translation>Les deux fichiers sont entiers.</translation>
    </message>
    <message>
        <source>Open the desktop with a line to headquarters: the copy is fetched again.</source>
        <translation>Ouvrez Coulisse avec une ligne vers le siège&#x202f;: la copie est reprise.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Not watched yet.</source>
        <translation>Pas encore observée.</translation>
    </message>
    <message>
        <source>Longest stall: {longest} ms; stalls: {count} in {minutes} min.</source>
        <translation>Plus long arrêt&#x202f;: {longest} ms&#x202f;; arrêts&#x202f;: {count} en {minutes}&#xa0;min.</translation>
    </message>
    <message>
        <source>Is this machine short of memory or its disk slow? Send the JSON to support.</source>
        <translation>Ce poste manque-t-il de mémoire, ou son disque est-il lent&#x202f;? Envoyez le JSON à l’assistance.</translation>
    </message>
    <message>
        <source>Fault reports</source>
        <translation>Rapports d’incident</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun.</translation>
    </message>
    <message>
        <source>Send them to support, then delete them on the screen Sync.</source>
        <translation>Envoyez-les à l’assistance, puis supprimez-les sur l’écran Synchro.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>The check was not finished in {0} s.</source>
        <translation>Le contrôle n’était pas terminé après {0}&#xa0;s.</translation>
    </message>
    <message>
        <source>Run doctor again when this machine has nothing else to do.</source>
        <translation>Relancez doctor quand ce poste n’a rien d’autre à faire.</translation>
    </message>
    <message>
        <source>Ask whether the address is right, and whether the network changes encrypted traffic.</source>
        <translation>Demandez si l’adresse est la bonne, et si le réseau modifie les échanges chiffrés.</translation>
    </message>
    <message>
        <source>Set this machine’s clock by the network; if it is right, headquarters must renew it.</source>
        <translation>Réglez l’horloge de ce poste sur le réseau&#x202f;; si elle est juste, le siège doit renouveler son certificat.</translation>
    </message>
    <message>
        <source>Check the address of headquarters and the network’s DNS; a sign-in page may be waiting.</source>
        <translation>Vérifiez l’adresse du siège et le DNS du réseau&#x202f;; une page de connexion attend peut-être.</translation>
    </message>
    <message>
        <source>If your network opens encrypted traffic, its authority must be in this machine’s certificate store.</source>
        <translation>Si votre réseau ouvre les échanges chiffrés, son autorité doit être dans le magasin de certificats de ce poste.</translation>
    </message>
    <message>
        <source>Version {0} here, {1} at headquarters: not compared, and whole in itself.</source>
        <translation>Version {0} ici, {1} au siège&#x202f;: non comparé, et cohérent en soi.</translation>
    </message>
    <message>
        <source>Version {0} here, {1} at headquarters: not compared.</source>
        <translation>Version {0} ici, {1} au siège&#x202f;: non comparé.</translation>
    </message>
    <message>
        <source>All rows are those of headquarters, at version {0}.</source>
        <translation>Toutes les lignes sont celles du siège, à la version {0}.</translation>
    </message>
    <message>
        <source>{table}: shards {shards}, rows at least {rows}</source>
        <translation>{table}&#x202f;: parts {shards}, au moins {rows} ligne(s)</translation>
    </message>
    <message>
        <source>Differs from headquarters: {0}.</source>
        <translation>Diffère du siège&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>Open the desktop with a line to headquarters: the network is put right there.</source>
        <translation>Ouvrez l’application avec une liaison au siège&#x202f;: le réseau y est corrigé.</translation>
    </message>
    <message>
        <source>Leave the desktop open with a line to headquarters: these rows are taken again within six hours, and unsent work stays. If they differ after that, send this to support.</source>
        <translation>Laissez le poste ouvert, relié au siège&#x202f;: ces données sont reprises dans les six heures, et ce qui n’est pas envoyé reste. Si elles diffèrent encore ensuite, envoyez ceci à l’assistance.</translation>
    </message>
    <message>
        <source>Rows of the network</source>
        <translation>Lignes du réseau</translation>
    </message>
    <message>
        <source>Rows of this store</source>
        <translation>Lignes de ce magasin</translation>
    </message>
    <message>
        <source>Run doctor again while the desktop is connected.</source>
        <translation>Relancez doctor pendant que l’application est connectée.</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>here</source>
        <translation>arrivé</translation>
    </message>
    <message>
        <source>arriving</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>This workstation is {0}’s</source>
        <translation>Ce poste est celui de {0}</translation>
    </message>
    <message>
        <source>Work can begin as soon as this store’s own orders are here; the network goes on arriving meanwhile. The program may be closed: it goes on where it was.</source>
        <translation>Le travail peut commencer dès que les commandes du magasin sont là&#x202f;; le réseau continue d’arriver pendant ce temps. Le programme peut être fermé&#x202f;: il reprend où il en était.</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>Ce magasin</translation>
    </message>
    <message>
        <source>The whole network’s articles and stock</source>
        <translation>Articles et stock de tout le réseau</translation>
    </message>
    <message>
        <source>Choose your name</source>
        <translation>Choisir mon nom</translation>
    </message>
    <message>
        <source>People and orders are asked for.</source>
        <translation>Les personnes et les commandes sont demandées.</translation>
    </message>
    <message>
        <source>The copy is asked for.</source>
        <translation>La copie est demandée.</translation>
    </message>
    <message>
        <source>All of it has come; it is checked and unpacked.</source>
        <translation>Tout est arrivé&#x202f;; vérification et mise en place en cours.</translation>
    </message>
    <message>
        <source>Type the address of headquarters.</source>
        <translation>Saisissez l’adresse du siège.</translation>
    </message>
    <message>
        <source>A code has {0} letters and digits, in groups of four.</source>
        <translation>Un code a {0} lettres et chiffres, par groupes de quatre.</translation>
    </message>
    <message>
        <source>What answers at this address is not a Coulisse headquarters; perhaps it is the sign-in page of the shop’s Wi-Fi.</source>
        <translation>Ce qui répond à cette adresse n’est pas un siège Coulisse&#x202f;; c’est peut-être la page de connexion du Wi-Fi du magasin.</translation>
    </message>
    <message>
        <source>The file from before is in the folder {0} beside the new one, with what was not sent from it.</source>
        <translation>L’ancien fichier est dans le dossier {0}, à côté du nouveau, avec ce qui n’en a pas été envoyé.</translation>
    </message>
    <message>
        <source>This machine’s keyring does not answer. The key of the data kept here is in a file that only this user can read.</source>
        <translation>Le trousseau de clés de ce poste ne répond pas. La clé des données gardées ici est dans un fichier que seul cet utilisateur peut lire.</translation>
    </message>
    <message>
        <source>{why} What has come is kept; the rest is fetched by itself.</source>
        <translation>{why} Ce qui est arrivé est gardé&#x202f;; le reste sera repris tout seul.</translation>
    </message>
    <message>
        <source>Connected to headquarters</source>
        <translation>Raccordé au siège</translation>
    </message>
    <message>
        <source>What was done here and not sent yet is kept; it goes out once this workstation is enrolled again.</source>
        <translation>Ce qui a été fait ici et pas encore envoyé est gardé&#x202f;; cela partira dès que ce poste sera enrôlé à nouveau.</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Connect this workstation</source>
        <translation>Raccorder ce poste</translation>
    </message>
    <message>
        <source>Headquarters or your manager gives a code for each new workstation. It is good once.</source>
        <translation>Le siège ou votre responsable donne un code pour chaque nouveau poste. Il sert une seule fois.</translation>
    </message>
    <message>
        <source>Address of headquarters</source>
        <translation>Adresse du siège</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Code d’enrôlement</translation>
    </message>
    <message>
        <source>Type the code, or scan it.</source>
        <translation>Saisissez le code, ou scannez-le.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Raccordement…</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Raccorder</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Préparation</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Remise client</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchro</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retours</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réception</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Identity check</source>
        <translation>Contrôle d’identité</translation>
    </message>
    <message>
        <source>Pickup code, six digits</source>
        <translation>Code de retrait, six chiffres</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remise effectuée</translation>
    </message>
    <message>
        <source>In the parcels</source>
        <translation>Dans les colis</translation>
    </message>
    <message>
        <source>The code {text} is not this order’s. Nothing was handed over. Ask for the code again.</source>
        <translation>Le code {text} n’est pas celui de cette commande. Rien n’a été remis. Redemandez le code.</translation>
    </message>
    <message>
        <source>Keep the rest here</source>
        <translation>Garder le reste ici</translation>
    </message>
    <message>
        <source>The code {text} belongs to {number}, not to this order. Nothing was handed over.</source>
        <translation>Le code {text} est celui de {number}, pas de cette commande. Rien n’a été remis.</translation>
    </message>
    <message>
        <source>Waits on here: {articles}</source>
        <translation>Reste ici&#x202f;: {articles}</translation>
    </message>
    <message>
        <source>No parcel here has the code {text}. Look for the customer’s name or the order’s number.</source>
        <translation>Aucun colis ici n’a le code {text}. Cherchez le nom du client ou le numéro de commande.</translation>
    </message>
    <message>
        <source>Only a part</source>
        <translation>Une partie seulement</translation>
    </message>
    <message>
        <source>Nothing here for “{text}”. Perhaps it waits in another store, under another name.</source>
        <translation>Rien ici pour «&#x202f;{text}&#x202f;». Peut-être dans un autre magasin, ou sous un autre nom.</translation>
    </message>
    <message>
        <source>This order is not this store’s any more.</source>
        <translation>Cette commande ne concerne plus ce magasin.</translation>
    </message>
    <message>
        <source>Nothing of it is taken, and it is not refused: there is nothing to do.</source>
        <translation>Rien n’en est pris, et elle n’est pas refusée&#x202f;: il n’y a rien à faire.</translation>
    </message>
    <message>
        <source>This workstation has not heard of the parcel {digits} yet. Look for the customer’s name instead.</source>
        <translation>Ce poste ne connaît pas encore le colis {digits}. Cherchez plutôt le nom du client.</translation>
    </message>
    <message>
        <source>This parcel is for {customer}, {number}: not for this customer. Put it back.</source>
        <translation>Ce colis est pour {customer}, {number}, pas pour ce client. Remettez-le en place.</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Bordereau</translation>
    </message>
    <message>
        <source>Nothing to hand over stands in bin {bin}.</source>
        <translation>Le casier {bin} ne contient rien à remettre.</translation>
    </message>
    <message>
        <source>Scan each parcel that the driver takes.</source>
        <translation>Scannez chaque colis que le chauffeur emporte.</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>La commande entière</translation>
    </message>
    <message>
        <source>{number}, {customer}: {matter}. There is nothing to hand over.</source>
        <translation>{number}, {customer}&#x202f;: {matter}. Il n’y a rien à remettre.</translation>
    </message>
    <message>
        <source>First the pickup code, an identity card, or a proxy’s name. Nothing was handed over.</source>
        <translation>D’abord le code de retrait, une pièce d’identité ou le nom d’un mandataire. Rien n’a été remis.</translation>
    </message>
    <message>
        <source>{amount} must be paid at the till first. Nothing was handed over.</source>
        <translation>À régler d’abord en caisse&#x202f;: {amount}. Rien n’a été remis.</translation>
    </message>
    <message>
        <source>Headquarters has not sent this order yet, so no gift card or credit can pay for it here: by card or in cash. Nothing was taken from {text}.</source>
        <translation>Le siège n’a pas encore envoyé cette commande&#x202f;: aucune carte cadeau ni aucun avoir ne peut la payer ici. Encaissez par carte ou en espèces. Rien n’a été pris sur {text}.</translation>
    </message>
    <message>
        <source>{state}, {time}</source>
        <translation>{state}, {time}</translation>
    </message>
    <message>
        <source>{state} by {name}</source>
        <translation>{state} par {name}</translation>
    </message>
    <message>
        <source>{state}, promised {time}</source>
        <translation>{state}, pour {time}</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Tout prendre</translation>
    </message>
    <message>
        <source>Pickup code, name or order number</source>
        <translation>Code de retrait, nom ou numéro de commande</translation>
    </message>
    <message>
        <source>Scan each parcel that the driver takes</source>
        <translation>Scannez chaque colis que le chauffeur emporte</translation>
    </message>
    <message>
        <source>Orders found</source>
        <translation>Commandes trouvées</translation>
    </message>
    <message>
        <source>told {time}</source>
        <translation>client prévenu {time}</translation>
    </message>
    <message>
        <source>in its bin since {time}, not told yet</source>
        <translation>en casier depuis {time}, client pas encore prévenu</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>Un de moins</translation>
    </message>
    <message>
        <source>arrived {time}, not in a bin yet</source>
        <translation>arrivée {time}, pas encore en casier</translation>
    </message>
    <message>
        <source>to be put back since {time}</source>
        <translation>à remettre en rayon depuis {time}</translation>
    </message>
    <message>
        <source>packed {time}, not in a bin yet</source>
        <translation>emballée {time}, pas encore en casier</translation>
    </message>
    <message>
        <source>no bin yet</source>
        <translation>pas encore de casier</translation>
    </message>
    <message>
        <source>may leave unpaid; headquarters checks it</source>
        <translation>peut partir impayée&#x202f;; le siège vérifie</translation>
    </message>
    <message>
        <source>All of it is paid</source>
        <translation>Tout est payé</translation>
    </message>
    <message>
        <source>Refused: put {articles} back</source>
        <translation>Refusée&#x202f;: {articles} à remettre en rayon</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>Refuse this line</source>
        <translation>Refuser cette ligne</translation>
    </message>
    <message>
        <source>Choose a line, Space takes one off; or scan what is taken.</source>
        <translation>Choisissez une ligne, Espace en retire un&#x202f;; ou scannez ce qui est pris.</translation>
    </message>
    <message>
        <source>Hand over {taken}, refuse {refused}, keep {kept}</source>
        <translation>Remettre {taken}, refuser {refused}, garder {kept}</translation>
    </message>
    <message>
        <source>Keep this line here</source>
        <translation>Garder cette ligne ici</translation>
    </message>
    <message>
        <source>{articles}, to be put back</source>
        <translation>{articles}, à remettre en rayon</translation>
    </message>
    <message>
        <source>No parcel waits to be handed over</source>
        <translation>Aucun colis n’attend d’être remis</translation>
    </message>
    <message>
        <source>Name of the driver who takes them</source>
        <translation>Nom du chauffeur qui les emporte</translation>
    </message>
    <message>
        <source>Refused: to be put back</source>
        <translation>Refusée&#x202f;: à remettre en rayon</translation>
    </message>
    <message>
        <source>What you put in a bin comes here, on this workstation at once.</source>
        <translation>Ce que vous mettez en casier arrive ici, aussitôt sur ce poste.</translation>
    </message>
    <message>
        <source>Not wanted: {articles}, to be put back</source>
        <translation>Non voulu&#x202f;: {articles}, à remettre en rayon</translation>
    </message>
    <message>
        <source>{number} of {wanted}</source>
        <translation>{number} sur {wanted}</translation>
    </message>
    <message>
        <source>{parcels} to hand over</source>
        <translation>{parcels} à remettre</translation>
    </message>
    <message>
        <source>The longest here: {number}, {customer}. {bins}, {told}.</source>
        <translation>Le plus ancien&#x202f;: {number}, {customer}. {bins}, {told}.</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>Transporteur</translation>
    </message>
    <message>
        <source>Show all that wait</source>
        <translation>Montrer tout ce qui attend</translation>
    </message>
    <message>
        <source>Scan its parcels to be sure that they are the right ones</source>
        <translation>Scannez ses colis pour être sûr que ce sont les bons</translation>
    </message>
    <message>
        <source>Scan the customer’s code, or one of these parcels</source>
        <translation>Scannez le code du client, ou l’un de ces colis</translation>
    </message>
    <message>
        <source>{articles}, still here</source>
        <translation>{articles}, encore ici</translation>
    </message>
    <message>
        <source>Scan the next customer’s code, or a parcel</source>
        <translation>Scannez le code du client suivant, ou un colis</translation>
    </message>
    <message>
        <source>Scan the customer’s code, a parcel or a bin</source>
        <translation>Scannez le code du client, un colis ou un casier</translation>
    </message>
    <message>
        <source>You have let it leave unpaid, so somebody else must hand it over. Sign in as another.</source>
        <translation>Vous l’avez laissée partir impayée&#x202f;: quelqu’un d’autre doit la remettre. Changez de personne.</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>À remettre</translation>
    </message>
    <message>
        <source>Cannot be handed over</source>
        <translation>Ne peut pas être remis</translation>
    </message>
    <message>
        <source>to pay</source>
        <translation>à régler</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>no fixed hour</source>
        <translation>sans heure fixe</translation>
    </message>
    <message>
        <source>No bin</source>
        <translation>Sans casier</translation>
    </message>
    <message>
        <source>{parcels} in hand</source>
        <translation>{parcels} en main</translation>
    </message>
    <message>
        <source>{number} of {wanted} in hand</source>
        <translation>{number} sur {wanted} en main</translation>
    </message>
    <message>
        <source>packed, says its label; this workstation has not heard of it yet</source>
        <translation>emballée, d’après son étiquette&#x202f;; ce poste ne le sait pas encore</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Colis</translation>
    </message>
    <message>
        <source>parcels in hand</source>
        <translation>colis en main</translation>
    </message>
    <message>
        <source>Refuse the rest</source>
        <translation>Refuser le reste</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>The code {code} is right</source>
        <translation>Le code {code} est le bon</translation>
    </message>
    <message>
        <source>The card says {customer}</source>
        <translation>La pièce dit {customer}</translation>
    </message>
    <message>
        <source>Name of the driver who takes it</source>
        <translation>Nom du chauffeur qui l’emporte</translation>
    </message>
    <message>
        <source>Hand over {taken}, keep {rest}</source>
        <translation>Remettre {taken}, garder {rest}</translation>
    </message>
    <message>
        <source>Who collects for {customer}</source>
        <translation>Personne qui retire pour {customer}</translation>
    </message>
    <message>
        <source>Not paid after all</source>
        <translation>Finalement pas réglé</translation>
    </message>
    <message>
        <source>{text} is not one of the articles that are left of this order. Nothing was changed.</source>
        <translation>{text} n’est pas parmi les articles restants de cette commande. Rien n’a changé.</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>Le reste</translation>
    </message>
    <message>
        <source>Paid at the till: {amount}</source>
        <translation>Réglé en caisse&#x202f;: {amount}</translation>
    </message>
    <message>
        <source>Hand over {taken}, put {rest} back</source>
        <translation>Remettre {taken}, {rest} au rayon</translation>
    </message>
    <message>
        <source>Signature of who collects</source>
        <translation>Signature de la personne qui retire</translation>
    </message>
    <message>
        <source>Nothing to pay here</source>
        <translation>Rien à régler ici</translation>
    </message>
    <message>
        <source>Parcels for the carrier</source>
        <translation>Colis pour le transporteur</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>to be paid before it leaves</source>
        <translation>à régler avant la remise</translation>
    </message>
    <message>
        <source>Stays here, not all parcels are in hand: {numbers}</source>
        <translation>Reste ici, tous les colis ne sont pas en main&#x202f;: {numbers}</translation>
    </message>
    <message>
        <source>Give {parcels} to {carrier}</source>
        <translation>Remettre {parcels} à {carrier}</translation>
    </message>
    <message>
        <source>Still missing: the identity check, and the payment.</source>
        <translation>Il manque encore le contrôle d’identité et le paiement.</translation>
    </message>
    <message>
        <source>Still missing: the identity check.</source>
        <translation>Il manque encore le contrôle d’identité.</translation>
    </message>
    <message>
        <source>Still missing: the payment.</source>
        <translation>Il manque encore le paiement.</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Client suivant</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>Signer à nouveau</translation>
    </message>
    <message>
        <source>Hand over {parcels}</source>
        <translation>Remettre {parcels}</translation>
    </message>
    <message>
        <source>{amount}, at the till</source>
        <translation>{amount}, en caisse</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>En main</translation>
    </message>
    <message>
        <source>This parcel is of {number}, {customer}: not for this carrier. Put it back.</source>
        <translation>Ce colis est de {number}, {customer}&#x202f;: pas pour ce transporteur. Reposez-le.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>{taken} of {wanted}</source>
        <translation>{taken} sur {wanted}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Présenté</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Réglé</translation>
    </message>
    <message>
        <source>{parcels}, {articles}</source>
        <translation>{parcels}, {articles}</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Chauffeur</translation>
    </message>
    <message>
        <source>may leave unpaid, says {name}: {reason}</source>
        <translation>peut partir impayée, dit {name}&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>comes at {time}, in {left}</source>
        <translation>passe à {time}, dans {left}</translation>
    </message>
    <message>
        <source>was to come at {time}, {left} ago</source>
        <translation>devait passer à {time}, il y a {left}</translation>
    </message>
    <message>
        <source>Given to the carrier</source>
        <translation>Remis au transporteur</translation>
    </message>
    <message>
        <source>Still missing: the driver’s name.</source>
        <translation>Il manque le nom du chauffeur.</translation>
    </message>
    <message>
        <source>Give {parcels} to the carrier</source>
        <translation>Remettre {parcels} au transporteur</translation>
    </message>
    <message>
        <source>in its bin since {time}</source>
        <translation>en casier depuis {time}</translation>
    </message>
    <message>
        <source>Why it may leave unpaid (Enter)</source>
        <translation>Pourquoi elle peut partir impayée (Entrée)</translation>
    </message>
    <message>
        <source>paid at the till, by card</source>
        <translation>payé en caisse, par carte</translation>
    </message>
    <message>
        <source>paid at the till, in cash</source>
        <translation>payé en caisse, en espèces</translation>
    </message>
    <message>
        <source>paid at the till, by gift card</source>
        <translation>payé en caisse, par carte cadeau</translation>
    </message>
    <message>
        <source>No, in cash</source>
        <translation>Non, en espèces</translation>
    </message>
    <message>
        <source>No, by gift card</source>
        <translation>Non, par carte cadeau</translation>
    </message>
    <message>
        <source>known by its label alone</source>
        <translation>connue par son étiquette seule</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Non vérifié</translation>
    </message>
    <message>
        <source>the code, what is to pay, whether it was cancelled or is gone already</source>
        <translation>le code, le montant dû, si elle est annulée ou déjà partie</translation>
    </message>
    <message>
        <source>Read on the label</source>
        <translation>À lire sur l’étiquette</translation>
    </message>
    <message>
        <source>this store’s name, the customer’s name, “to pay”</source>
        <translation>le nom de ce magasin, celui du client, «&#x202f;à payer&#x202f;»</translation>
    </message>
    <message>
        <source>the code, whether it was paid since, cancelled, or is gone already</source>
        <translation>le code, si elle a été payée depuis, annulée, ou déjà remise</translation>
    </message>
    <message>
        <source>this store’s name, the customer’s name</source>
        <translation>le nom de ce magasin, le nom du client</translation>
    </message>
    <message>
        <source>The name is on the label</source>
        <translation>Le nom est sur l’étiquette</translation>
    </message>
    <message>
        <source>Still missing: {parcels} of this order. Scan them too.</source>
        <translation>Il manque encore {parcels} de cette commande. Scannez-les aussi.</translation>
    </message>
    <message>
        <source>This workstation has not heard of the parcel {digits}. Scan the square code on its label: it says which order it is. Without one, look for the customer’s name.</source>
        <translation>Ce poste ne connaît pas le colis {digits}. Scannez le code carré de l’étiquette&#x202f;: il dit de quelle commande il s’agit. Sans code carré, cherchez le nom du client.</translation>
    </message>
    <message>
        <source>By their labels this order has more parcels. Scan them too. Nothing was handed over.</source>
        <translation>D’après les étiquettes, cette commande a d’autres colis. Scannez-les aussi. Rien n’a été remis.</translation>
    </message>
    <message>
        <source>“{text}” is no amount. Type what was paid, or nothing. Nothing was handed over.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas un montant. Tapez ce qui a été payé, ou rien. Rien n’a été remis.</translation>
    </message>
    <message>
        <source>Still missing: the amount. “{text}” is none.</source>
        <translation>Il manque encore le montant&#x202f;: «&#x202f;{text}&#x202f;» n’en est pas un.</translation>
    </message>
    <message>
        <source>This workstation has not heard of this order</source>
        <translation>Ce poste ne connaît pas encore cette commande</translation>
    </message>
    <message>
        <source>The code {code} is kept; headquarters checks it</source>
        <translation>Code {code} noté&#x202f;; le siège le vérifie</translation>
    </message>
    <message>
        <source>The card and the label say the same name</source>
        <translation>La pièce d’identité et l’étiquette portent le même nom</translation>
    </message>
    <message>
        <source>Who collects for the customer</source>
        <translation>Personne qui retire pour le client</translation>
    </message>
    <message>
        <source>Not known here: the label says what is to pay</source>
        <translation>Inconnu ici&#x202f;: l’étiquette dit ce qui reste à payer</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>headquarters checks it; what does not fit comes under Exceptions</source>
        <translation>le siège vérifie&#x202f;; ce qui ne colle pas apparaît dans Anomalies</translation>
    </message>
    <message>
        <source>Reference on the card slip (optional)</source>
        <translation>Référence du ticket carte (facultatif)</translation>
    </message>
    <message>
        <source>No, by card</source>
        <translation>Non, par carte</translation>
    </message>
    <message>
        <source>Paid at the till, if the label says “to pay”</source>
        <translation>Payé en caisse, si l’étiquette dit «&#x202f;à payer&#x202f;»</translation>
    </message>
    <message>
        <source>This parcel: {matter}, by this workstation. Headquarters has not answered yet.</source>
        <translation>Ce colis&#x202f;: {matter}, par ce poste. Le siège n’a pas encore répondu.</translation>
    </message>
    <message>
        <source>Print a receipt</source>
        <translation>Imprimer un reçu</translation>
    </message>
</context>
<context>
    <name>KeyCap</name>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Maj</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
</context>
<context>
    <name>LabelProblems</name>
    <message>
        <source>{0}.{1}</source>
        <translation>{0},{1}</translation>
    </message>
    <message>
        <source>The data have no “{element}”, which the label needs.</source>
        <translation>Les données n’ont pas «&#x202f;{element}&#x202f;», dont l’étiquette a besoin.</translation>
    </message>
    <message>
        <source>“{element}”: {where} has no letter for {characters}; something similar is printed.</source>
        <translation>«&#x202f;{element}&#x202f;»&#x202f;: {where} n’a pas de lettre pour {characters}&#x202f;; la plus proche est imprimée.</translation>
    </message>
    <message>
        <source>“{element}” does not fit at its longest ({where}): only “{text}” is printed.</source>
        <translation>«&#x202f;{element}&#x202f;» ne tient pas dans sa plus grande longueur ({where})&#x202f;: seul «&#x202f;{text}&#x202f;» est imprimé.</translation>
    </message>
    <message>
        <source>“{element}”: the {symbol} needs {width_mm} mm for bars that can be read ({where}).</source>
        <translation>«&#x202f;{element}&#x202f;»&#x202f;: il faut {width_mm}&#xa0;mm au {symbol} pour que ses barres soient lisibles ({where}).</translation>
    </message>
    <message>
        <source>“{element}”: the {symbol} needs {width_mm} mm with its quiet zones ({where}).</source>
        <translation>«&#x202f;{element}&#x202f;»&#x202f;: il faut {width_mm}&#xa0;mm au {symbol} avec ses marges blanches ({where}).</translation>
    </message>
    <message>
        <source>“{element}”: bars of {height_mm} mm are too low for {symbol}: {least_mm} mm at least.</source>
        <translation>«&#x202f;{element}&#x202f;»&#x202f;: des barres de {height_mm}&#xa0;mm sont trop basses pour {symbol}&#x202f;: {least_mm}&#xa0;mm au moins.</translation>
    </message>
    <message>
        <source>“{element}” comes closer than {margin_mm} mm to the label’s edge ({where}).</source>
        <translation>«&#x202f;{element}&#x202f;» est à moins de {margin_mm}&#xa0;mm du bord de l’étiquette ({where}).</translation>
    </message>
    <message>
        <source>“{element}” and “{other}” print over one another ({where}).</source>
        <translation>«&#x202f;{element}&#x202f;» et «&#x202f;{other}&#x202f;» s’impriment l’un sur l’autre ({where}).</translation>
    </message>
    <message>
        <source>“{element}” uses the field “{field}”, which the template does not declare.</source>
        <translation>«&#x202f;{element}&#x202f;» emploie le champ «&#x202f;{field}&#x202f;», que le modèle ne déclare pas.</translation>
    </message>
    <message>
        <source>“{element}” uses the word “{word}”, which is missing in “{language}”.</source>
        <translation>«&#x202f;{element}&#x202f;» emploie le mot «&#x202f;{word}&#x202f;», qui manque en «&#x202f;{language}&#x202f;».</translation>
    </message>
    <message>
        <source>The template has no words in “{language}”.</source>
        <translation>Le modèle n’a pas de mots en «&#x202f;{language}&#x202f;».</translation>
    </message>
    <message>
        <source>The template is called “{element}” and must keep this name, not “{name}”.</source>
        <translation>Le modèle s’appelle «&#x202f;{element}&#x202f;» et doit garder ce nom, non «&#x202f;{name}&#x202f;».</translation>
    </message>
    <message>
        <source>“{content}” cannot be a {symbology} barcode: {reason}.</source>
        <translation>«&#x202f;{content}&#x202f;» ne peut pas être un code-barres {symbology}&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>The barcode “{element}” of “{template}” has no room for these data.</source>
        <translation>Le code-barres «&#x202f;{element}&#x202f;» de «&#x202f;{template}&#x202f;» n’a pas la place pour ces données.</translation>
    </message>
    <message>
        <source>The data have no “{field}”, which the label “{template}” needs.</source>
        <translation>Les données n’ont pas «&#x202f;{field}&#x202f;», dont l’étiquette «&#x202f;{template}&#x202f;» a besoin.</translation>
    </message>
    <message>
        <source>“{field}” has {length} characters, too many for any label.</source>
        <translation>«&#x202f;{field}&#x202f;» a {length} caractères, trop pour toute étiquette.</translation>
    </message>
    <message>
        <source>{rows} rows are too many for one list; at most {most}.</source>
        <translation>{rows} lignes sont trop pour une liste&#x202f;; {most} au plus.</translation>
    </message>
    <message>
        <source>The label “{template}” has no words in “{language}”.</source>
        <translation>L’étiquette «&#x202f;{template}&#x202f;» n’a pas de mots en «&#x202f;{language}&#x202f;».</translation>
    </message>
    <message>
        <source>There is no label template “{name}”.</source>
        <translation>Il n’y a pas de modèle d’étiquette «&#x202f;{name}&#x202f;».</translation>
    </message>
    <message>
        <source>The template file {path} cannot be opened: {reason}.</source>
        <translation>Le fichier de modèle {path} ne s’ouvre pas&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>{path} is not a label template.</source>
        <translation>{path} n’est pas un modèle d’étiquette.</translation>
    </message>
    <message>
        <source>The label “{template}” is made for paper: ask for PDF.</source>
        <translation>L’étiquette «&#x202f;{template}&#x202f;» est faite pour le papier&#x202f;: demandez le PDF.</translation>
    </message>
    <message>
        <source>{copies} copies are not possible; 1 to {most}.</source>
        <translation>{copies} exemplaires ne sont pas possibles&#x202f;; de 1 à {most}.</translation>
    </message>
    <message>
        <source>Label printers have 203 or 300 dots an inch, not {dpi}.</source>
        <translation>Les imprimantes d’étiquettes ont 203 ou 300 points par pouce, non {dpi}.</translation>
    </message>
    <message>
        <source>{path} does not hold the data of a label: {reason}.</source>
        <translation>{path} ne contient pas les données d’une étiquette&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>{path} ne peut pas être écrit&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>{path} prints well.</source>
        <translation>{path}&#x202f;: tout s’imprime bien.</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: what stands here cannot be read ({detail}).</source>
        <translation>Ligne {line}, colonne {column}&#x202f;: ce qui s’y trouve n’est pas lisible ({detail}).</translation>
    </message>
    <message>
        <source>{place}: “{key}” is missing.</source>
        <translation>{place}&#x202f;: il manque «&#x202f;{key}&#x202f;».</translation>
    </message>
    <message>
        <source>{place}: a template has nothing called “{key}”.</source>
        <translation>{place}&#x202f;: un modèle n’a rien du nom de «&#x202f;{key}&#x202f;».</translation>
    </message>
    <message>
        <source>{place}: “{value}” is not possible here.</source>
        <translation>{place}&#x202f;: «&#x202f;{value}&#x202f;» n’est pas possible ici.</translation>
    </message>
    <message>
        <source>{place}: {wanted} is wanted here, not {got}.</source>
        <translation>{place}&#x202f;: il faut ici {wanted}, non {got}.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>Le fichier est trop grand.</translation>
    </message>
    <message>
        <source>The file is not text in UTF-8.</source>
        <translation>Le fichier n’est pas du texte en UTF-8.</translation>
    </message>
    <message>
        <source>The reader says: {detail}.</source>
        <translation>Le lecteur dit&#x202f;: {detail}.</translation>
    </message>
    <message>
        <source>The template</source>
        <translation>Le modèle</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>une table</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>waits for the printer</source>
        <translation>attend l’imprimante</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Démarque</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Code-barres</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Rayon</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Scan an article to print its labels.</source>
        <translation>Scannez un article pour imprimer ses étiquettes.</translation>
    </message>
    <message>
        <source>No shelf label changes today</source>
        <translation>Aucune étiquette de rayon ne change aujourd’hui</translation>
    </message>
    <message>
        <source>Its labels are shown here. Scan it again for one label more.</source>
        <translation>Ses étiquettes s’affichent ici. Scannez-le encore pour une étiquette de plus.</translation>
    </message>
    <message>
        <source>Scan an article</source>
        <translation>Scannez un article</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Combien</translation>
    </message>
    <message>
        <source>Shelf labels that change today</source>
        <translation>Étiquettes de rayon qui changent aujourd’hui</translation>
    </message>
    <message>
        <source>The label as it will come out</source>
        <translation>L’étiquette telle qu’elle sortira</translation>
    </message>
    <message>
        <source>Print no more</source>
        <translation>Ne plus imprimer</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lot</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>imprimé</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>impression</translation>
    </message>
    <message>
        <source>{done} of {total} printed, {taken} given to the printer</source>
        <translation>Imprimé&#x202f;: {done} sur {total}&#x202f;; confié à l’imprimante&#x202f;: {taken}</translation>
    </message>
    <message>
        <source>{taken} of {total} given to the printer, which does not say what came out</source>
        <translation>Confié à l’imprimante&#x202f;: {taken} sur {total}&#x202f;; elle ne dit pas ce qui est sorti</translation>
    </message>
    <message>
        <source>{said}. What the printer has already still comes out: {count}</source>
        <translation>{said}. Ce que l’imprimante a déjà reçu sort encore&#x202f;: {count}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>{said}, {failed} not printed</source>
        <translation>{said}, non imprimé&#x202f;: {failed}</translation>
    </message>
    <message>
        <source>{done} of {total} printed</source>
        <translation>Imprimé&#x202f;: {done} sur {total}</translation>
    </message>
    <message>
        <source>Its barcode is not a valid one: no label can be made.</source>
        <translation>Son code-barres n’est pas valide&#x202f;: aucune étiquette n’est possible.</translation>
    </message>
    <message>
        <source>It is not marked down.</source>
        <translation>Il n’est pas démarqué.</translation>
    </message>
    <message>
        <source>It has no price yet.</source>
        <translation>Il n’a pas encore de prix.</translation>
    </message>
    <message>
        <source>No article has the barcode {0}.</source>
        <translation>Aucun article ne porte le code-barres {0}.</translation>
    </message>
    <message>
        <source>Print {labels}</source>
        <translation>Imprimer {labels}</translation>
    </message>
    <message>
        <source>Lowest price of the last 30 days: {0}</source>
        <translation>Prix le plus bas des 30 derniers jours&#x202f;: {0}</translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation>pas encore de prix</translation>
    </message>
    <message>
        <source>No place yet</source>
        <translation>Sans emplacement</translation>
    </message>
    <message>
        <source>Zone {0}</source>
        <translation>Zone {0}</translation>
    </message>
    <message>
        <source>One article</source>
        <translation>Un article</translation>
    </message>
    <message>
        <source>Shelves today</source>
        <translation>Rayons du jour</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Magasin</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Casiers</translation>
    </message>
    <message>
        <source>Totes</source>
        <translation>Bacs</translation>
    </message>
    <message>
        <source>Badges</source>
        <translation>Badges</translation>
    </message>
    <message>
        <source>given to the printer</source>
        <translation>confié à l’imprimante</translation>
    </message>
    <message>
        <source>Labels of the store</source>
        <translation>Étiquettes du magasin</translation>
    </message>
    <message>
        <source>All {number}</source>
        <translation>Les {number}</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Serial number {0}</source>
        <translation>Numéro de série {0}</translation>
    </message>
</context>
<context>
    <name>Lacking</name>
    <message>
        <source>Still to be said: {lacks}.</source>
        <translation>Reste à indiquer&#x202f;: {lacks}.</translation>
    </message>
    <message>
        <source>the reason</source>
        <translation>le motif</translation>
    </message>
</context>
<context>
    <name>LoadBars</name>
    <message>
        <source>{hour}: {orders} of {capacity}</source>
        <translation>{hour}&#x202f;: {orders} sur {capacity}</translation>
    </message>
    <message>
        <source>{hour}, over</source>
        <translation>{hour}, plein</translation>
    </message>
    <message>
        <source>{orders} of {capacity}</source>
        <translation>{orders} sur {capacity}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put away</source>
        <extracomment>How long good news stays, ms. Bad news stays until the next message or until it is put away.</extracomment>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”. Fewer letters find more.</source>
        <translation>Rien ne s’appelle «&#x202f;{0}&#x202f;». Moins de lettres, plus de résultats.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Préparation</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Remise client</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchro</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>{0} here</source>
        <translation>{0} ici</translation>
    </message>
    <message>
        <source>none here</source>
        <translation>aucun ici</translation>
    </message>
    <message>
        <source>none elsewhere</source>
        <translation>aucun ailleurs</translation>
    </message>
    <message>
        <source>{0} elsewhere</source>
        <translation>{0} ailleurs</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retours</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réception</translation>
    </message>
</context>
<context>
    <name>PartPayments</name>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Espèces</translation>
    </message>
    <message>
        <source>Gift card {number}</source>
        <translation>Carte cadeau {number}</translation>
    </message>
    <message>
        <source>Store credit {number}</source>
        <translation>Avoir {number}</translation>
    </message>
    <message>
        <source>Gift card or credit: scan it, or type it</source>
        <translation>Carte cadeau ou avoir&#x202f;: scanner ou saisir</translation>
    </message>
    <message>
        <source>Its number; or so much in cash: 20.00</source>
        <translation>Son numéro&#x202f;; ou tant en espèces&#x202f;: 20,00</translation>
    </message>
    <message>
        <source>Headquarters is asked…</source>
        <translation>On demande au siège…</translation>
    </message>
    <message>
        <source>{means}: {amount}</source>
        <translation>{means}&#x202f;: {amount}</translation>
    </message>
    <message>
        <source>{amount} left until {day}</source>
        <translation>reste {amount} jusqu’au {day}</translation>
    </message>
    <message>
        <source>another counter is about to take {amount} of it</source>
        <translation>un autre comptoir s’apprête à en prendre {amount}</translation>
    </message>
    <message>
        <source>{amount} of it are held at {place} until {time}</source>
        <translation>{amount} en sont retenus à {place} jusqu’à {time}</translation>
    </message>
    <message>
        <source>as this store knew it last</source>
        <translation>d’après ce que savait ce magasin</translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message>
        <source>PIN</source>
        <extracomment>A PIN has at most this many digits.</extracomment>
        <translation>Code PIN</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
</context>
<context>
    <name>Prepare</name>
    <message>
        <source>Bin {bin} has room for {room}, not for {units}. Take another, or scan it again all the same.</source>
        <translation>Le casier {bin} a de la place pour {room}, pas pour {units}. Prenez-en un autre, ou rescannez-le quand même.</translation>
    </message>
    <message>
        <source>Why is {article} short? Then {customer} is asked about {offer}.</source>
        <translation>Pourquoi {article} manque&#x202f;? On propose ensuite {offer} à {customer}.</translation>
    </message>
    <message>
        <source>They wait there for the carrier.</source>
        <translation>Elles y attendent le transporteur.</translation>
    </message>
    <message>
        <source>Headquarters tells the customers as soon as it knows.</source>
        <translation>Le siège prévient les clients dès qu’il le sait.</translation>
    </message>
    <message>
        <source>It waits there for the carrier.</source>
        <translation>Le transporteur l’y prendra.</translation>
    </message>
    <message>
        <source>Nothing of {number} was found</source>
        <translation>Rien n’a été trouvé pour {number}</translation>
    </message>
    <message>
        <source>Close it here: another source is looked for, and the customer is told.</source>
        <translation>Clôturez-la ici&#x202f;: une autre origine est recherchée et le client est prévenu.</translation>
    </message>
    <message>
        <source>The {orders} of the round are in bins</source>
        <translation>Les {orders} de la tournée sont dans leurs casiers</translation>
    </message>
    <message>
        <source>{number} is in {bins}</source>
        <translation>{number}&#x202f;: {bins}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>À suivre</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Promesse</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Parcel {place}</source>
        <translation>Colis {place}</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>Poids en grammes</translation>
    </message>
    <message>
        <source>One to parcel {place}</source>
        <translation>Un vers le colis {place}</translation>
    </message>
    <message>
        <source>Empty so far. An empty parcel is not packed.</source>
        <translation>Vide pour l’instant. Un colis vide n’est pas emballé.</translation>
    </message>
    <message>
        <source>Pack {number}</source>
        <translation>Emballer {number}</translation>
    </message>
    <message>
        <source>Everything is worked: {short} short, the rest goes in a parcel.</source>
        <translation>Tout est traité. Manquants&#x202f;: {short}. Le reste va en colis.</translation>
    </message>
    <message>
        <source>Everything is picked. It goes in one parcel, or in more of them.</source>
        <translation>Tout est prélevé. En un seul colis, ou en plusieurs.</translation>
    </message>
    <message>
        <source>Next, in walking order</source>
        <translation>Suivant, dans l’ordre du parcours</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Orders to prepare</source>
        <translation>Commandes à préparer</translation>
    </message>
    <message>
        <source>Nothing to prepare</source>
        <translation>Rien à préparer</translation>
    </message>
    <message>
        <source>New orders come here by themselves. Parcels that are ready are under Hand over.</source>
        <translation>Les nouvelles commandes arrivent ici d’elles-mêmes. Les colis prêts sont dans Remise client.</translation>
    </message>
    <message>
        <source>Take out of the round</source>
        <translation>Retirer de la tournée</translation>
    </message>
    <message>
        <source>{action} {number}</source>
        <translation>{action} {number}</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Préparer</translation>
    </message>
    <message>
        <source>{orders} in the round</source>
        <translation>{orders} dans la tournée</translation>
    </message>
    <message>
        <source>With colleagues</source>
        <translation>Chez des collègues</translation>
    </message>
    <message>
        <source>Nothing else to prepare. Next promise: {time}, {orders}</source>
        <translation>Rien d’autre à préparer. Prochaine promesse&#x202f;: {time}, {orders}</translation>
    </message>
    <message>
        <source>Put in a bin</source>
        <translation>Mettre en casier</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>{kind}, promised {time}</source>
        <translation>{kind}, pour {time}</translation>
    </message>
    <message>
        <source>in the round</source>
        <translation>dans la tournée</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>Liste de prélèvement</translation>
    </message>
    <message>
        <source>{count} short</source>
        <translation>il en manque&#xa0;{count}</translation>
    </message>
    <message>
        <source>{size}, serial number</source>
        <translation>{size}, n°&#xa0;de série</translation>
    </message>
    <message>
        <source>Why is it short? {article}</source>
        <translation>Pourquoi ce manquant&#x202f;? {article}</translation>
    </message>
    <message>
        <source>{units} of {left} missing</source>
        <translation>Il en manque {units} sur {left}</translation>
    </message>
    <message>
        <source>One less is missing</source>
        <translation>Un manquant de moins</translation>
    </message>
    <message>
        <source>One more is missing</source>
        <translation>Un manquant de plus</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Casier</translation>
    </message>
    <message>
        <source>Another bin: its number</source>
        <translation>Autre casier&#x202f;: son numéro</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Colis</translation>
    </message>
    <message>
        <source>The label from the printer</source>
        <translation>L’étiquette imprimée</translation>
    </message>
    <message>
        <source>Label of the parcel</source>
        <translation>Étiquette du colis</translation>
    </message>
    <message>
        <source>Put the parcel in its bin</source>
        <translation>Mettez le colis dans son casier</translation>
    </message>
    <message>
        <source>Put parcel {place} of {count} in its bin</source>
        <translation>Mettez le colis {place} sur {count} dans son casier</translation>
    </message>
    <message>
        <source>Bin {bin}</source>
        <translation>Casier {bin}</translation>
    </message>
    <message>
        <source>{article}: right one. {done} of {wanted}.</source>
        <translation>{article}&#x202f;: c’est le bon. {done} sur {wanted}.</translation>
    </message>
    <message>
        <source>{article}: right one. Tote {tote}.</source>
        <translation>{article}&#x202f;: c’est le bon. Bac {tote}.</translation>
    </message>
    <message>
        <source>{name}: right one. Now its serial number.</source>
        <translation>{name}&#x202f;: c’est le bon. Maintenant son numéro de série.</translation>
    </message>
    <message>
        <source>{name} comes at the end of the round.</source>
        <translation>{name} passe en fin de parcours.</translation>
    </message>
    <message>
        <source>Will this do for {customer}?</source>
        <translation>Cela convient-il à {customer}&#x202f;?</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Demandé</translation>
    </message>
    <message>
        <source>not wanted</source>
        <translation>refusé par le client</translation>
    </message>
    <message>
        <source>The customer agrees: pick {article}.</source>
        <translation>Le client accepte&#x202f;: prélevez {article}.</translation>
    </message>
    <message>
        <source>Or ask {customer} for another article:</source>
        <translation>Ou proposez un autre article à {customer}&#x202f;:</translation>
    </message>
    <message>
        <source>In this store each article is scanned. Scan {name}; if its barcode cannot be read, tell it short.</source>
        <translation>Dans ce magasin, chaque article se scanne. Scannez {name}&#x202f;; si le code-barres est illisible, signalez le manquant.</translation>
    </message>
    <message>
        <source>Nothing to pick until the customer has answered; Esc leaves it</source>
        <translation>Rien à prélever avant la réponse du client&#x202f;; Échap pour en sortir</translation>
    </message>
    <message>
        <source>{count} here</source>
        <translation>{count} ici</translation>
    </message>
    <message>
        <source>The customer has not said yet that {name} will do. Put it back until they have.</source>
        <translation>Le client n’a pas encore accepté {name}. Reposez l’article en attendant.</translation>
    </message>
    <message>
        <source>The customer does not want {article}: its line is cancelled, and refunded if it was paid.</source>
        <translation>Le client ne veut pas de {article}&#x202f;: la ligne est annulée, et remboursée si elle était payée.</translation>
    </message>
    <message>
        <source>Taken back: {name} is to be picked, and its customer is asked no more.</source>
        <translation>Annulé&#x202f;: {name} est à prélever, le client n’est plus interrogé.</translation>
    </message>
    <message>
        <source>The customer is asked whether {article} will do. It is kept for them until they answer.</source>
        <translation>Le client est interrogé sur {article}. L’article lui est gardé jusqu’à sa réponse.</translation>
    </message>
    <message>
        <source>Without a connection the customer cannot be asked yet: whether {article} will do is asked once there is one. It is kept for them until they answer.</source>
        <translation>Sans connexion, le client ne peut pas encore être interrogé&#x202f;: la question sur {article} lui sera posée dès le retour du réseau. L’article lui est gardé jusqu’à sa réponse.</translation>
    </message>
    <message>
        <source>waits for an answer</source>
        <translation>attend une réponse</translation>
    </message>
    <message>
        <source>Headquarters writes to the customer. If they call or come, take down what they say.</source>
        <translation>Le siège écrit au client. S’il appelle ou passe, notez sa réponse.</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Instead of</source>
        <translation>À la place de</translation>
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation>En attente de réponse</translation>
    </message>
    <message>
        <source>{name}: {units} short ({reason}). Another source is looked for.</source>
        <translation>{name}&#x202f;: il en manque {units} ({reason}). Une autre origine est recherchée.</translation>
    </message>
    <message>
        <source>Taken back: one {name} is on the shelf again.</source>
        <translation>Annulé&#x202f;: {name}, un article revient en rayon.</translation>
    </message>
    <message>
        <source>Taken back: one {name} goes out of tote {tote}, back on the shelf.</source>
        <translation>Annulé&#x202f;: {name}, un article sort du bac {tote} et revient en rayon.</translation>
    </message>
    <message>
        <source>Taken back: {name} is not short any more.</source>
        <translation>Annulé&#x202f;: {name} n’est plus un manquant.</translation>
    </message>
    <message>
        <source>You stand at {place}. Now scan an article that is here.</source>
        <translation>Vous êtes devant {place}. Scannez maintenant un article qui s’y trouve.</translation>
    </message>
    <message>
        <source>{article} stands at {place} from now on.</source>
        <translation>{article}&#x202f;: sa place est maintenant {place}.</translation>
    </message>
    <message>
        <source>Taken back: {name} stands where it did before.</source>
        <translation>Annulé&#x202f;: {name} reprend son ancienne place.</translation>
    </message>
    <message>
        <source>Wrong one: this is {variant}. Wanted: {wanted}.</source>
        <translation>Pas le bon&#x202f;: c’est {variant}. Il faut&#x202f;: {wanted}.</translation>
    </message>
    <message>
        <source>{article} is for {number} ({customer}), not for this order.</source>
        <translation>{article} est pour {number} ({customer}), pas pour cette commande.</translation>
    </message>
    <message>
        <source>{article} is not in this order. Put it back.</source>
        <translation>{article} n’est pas dans cette commande. À remettre en rayon.</translation>
    </message>
    <message>
        <source>No article has the barcode {gtin}.</source>
        <translation>Aucun article n’a le code-barres {gtin}.</translation>
    </message>
    <message>
        <source>The barcode was not read whole. Scan it again.</source>
        <translation>Le code-barres n’a pas été lu en entier. Scannez-le de nouveau.</translation>
    </message>
    <message>
        <source>This barcode is no article’s: {text}</source>
        <translation>Ce code-barres n’est pas celui d’un article&#x202f;: {text}</translation>
    </message>
    <message>
        <source>This is the article’s barcode again. Scan the serial number of this {name}.</source>
        <translation>C’est encore le code-barres de l’article. Scannez le numéro de série&#x202f;: {name}.</translation>
    </message>
    <message>
        <source>No {name} with the number {serial} is known. Check it; scan it again if it is right.</source>
        <translation>Aucune pièce de {name} ne porte le numéro {serial}. Vérifiez-le&#x202f;; s’il est juste, scannez-le encore.</translation>
    </message>
    <message>
        <source>The piece {serial} was sold ({moment}). Take another {name}, or scan it again if it is here.</source>
        <translation>La pièce {serial} est vendue ({moment}). Prenez une autre pièce de {name}, ou scannez celle-ci encore si elle est là.</translation>
    </message>
    <message>
        <source>The piece {serial} has left the chain. Take another {name}, or scan it again if it is here.</source>
        <translation>La pièce {serial} a quitté l’enseigne. Prenez une autre pièce de {name}, ou scannez celle-ci encore si elle est là.</translation>
    </message>
    <message>
        <source>The piece {serial} is at {place} by the stock. Scan it again if it is here.</source>
        <translation>D’après le stock, la pièce {serial} est à {place}. Scannez-la encore si elle est là.</translation>
    </message>
    <message>
        <source>The piece {serial} is not for sale ({bucket}). Take another {name}, or scan it again.</source>
        <translation>La pièce {serial} n’est pas à vendre ({bucket}). Prenez une autre pièce de {name}, ou scannez celle-ci encore.</translation>
    </message>
    <message>
        <source>The piece {serial} is picked already. Take another {name}.</source>
        <translation>La pièce {serial} est déjà prélevée. Prenez-en une autre&#x202f;: {name}.</translation>
    </message>
    <message>
        <source>This is the number of {number}. Scan an article, or leave this order first (Esc).</source>
        <translation>C’est le numéro de {number}. Scannez un article, ou quittez d’abord cette commande (Échap).</translation>
    </message>
    <message>
        <source>This is no article. Scan the next article.</source>
        <translation>Ce n’est pas un article. Scannez l’article suivant.</translation>
    </message>
    <message>
        <source>Everything is picked. Pack it first (Enter).</source>
        <translation>Tout est prélevé. Emballez d’abord (Entrée).</translation>
    </message>
    <message>
        <source>Everything was told short. Close it (Enter).</source>
        <translation>Tout est manquant. Clôturez la commande (Entrée).</translation>
    </message>
    <message>
        <source>Packed: {parcels}. The label is being printed.</source>
        <translation>Emballé&#x202f;: {parcels}. L’étiquette s’imprime.</translation>
    </message>
    <message>
        <source>Parcel {place}. Now scan its bin.</source>
        <translation>Colis {place}. Scannez maintenant son casier.</translation>
    </message>
    <message>
        <source>This parcel is not one of this order.</source>
        <translation>Ce colis n’est pas de cette commande.</translation>
    </message>
    <message>
        <source>Parcel {place} is in bin {bin}. Now the next one.</source>
        <translation>Colis {place} dans le casier {bin}. Au suivant.</translation>
    </message>
    <message>
        <source>This is no bin. Scan the label of a bin.</source>
        <translation>Ce n’est pas un casier. Scannez l’étiquette d’un casier.</translation>
    </message>
    <message>
        <source>This store has no bin {bin}.</source>
        <translation>Ce magasin n’a pas de casier {bin}.</translation>
    </message>
    <message>
        <source>Bin {bin} holds {number}. Take another one, or scan it again to share it.</source>
        <translation>Le casier {bin} contient {number}. Prenez-en un autre, ou scannez-le de nouveau pour le partager.</translation>
    </message>
    <message>
        <source>No bin is free. Scan the one to put it in.</source>
        <translation>Aucun casier n’est libre. Scannez celui où le mettre.</translation>
    </message>
    <message>
        <source>{number} is in {bins}.</source>
        <translation>{number}&#x202f;: {bins}.</translation>
    </message>
    <message>
        <source>{number} is in {bins}. Its label is printed again, with the right bin.</source>
        <translation>{number}&#x202f;: {bins}. Son étiquette est réimprimée avec le bon casier.</translation>
    </message>
    <message>
        <source>{number} is closed here. Another source is looked for.</source>
        <translation>{number} est clôturée ici. Une autre origine est recherchée.</translation>
    </message>
    <message>
        <source>{number} is free again for whoever takes it.</source>
        <translation>{number} est de nouveau à prendre.</translation>
    </message>
    <message>
        <source>The round is free again for whoever takes it: {number}.</source>
        <translation>La tournée est de nouveau à prendre&#x202f;: {number}.</translation>
    </message>
    <message>
        <source>{name} has taken over {number}.</source>
        <translation>{name} a repris {number}.</translation>
    </message>
    <message>
        <source>{number} is {state} now. Put back what you have of it in hand.</source>
        <translation>{number} est maintenant {state}. Remettez en rayon ce que vous en avez en main.</translation>
    </message>
    <message>
        <source>{name} has taken over {number}. What you have of it is in tote {tote}.</source>
        <translation>{name} a repris {number}. Ce que vous en avez est dans le bac {tote}.</translation>
    </message>
    <message>
        <source>{number} is {state} now. Put back what is in tote {tote}; the round goes on.</source>
        <translation>{number} est maintenant {state}. Remettez en rayon le bac {tote}&#x202f;; la tournée continue.</translation>
    </message>
    <message>
        <source>Nothing of {number} is left to pick.</source>
        <translation>Il n’y a plus rien à prélever pour {number}.</translation>
    </message>
    <message>
        <source>A round has {most} totes. Begin this one first (Enter).</source>
        <translation>Une tournée a {most} bacs. Commencez d’abord celle-ci (Entrée).</translation>
    </message>
    <message>
        <source>No other order is due soon and fits into the same walk.</source>
        <translation>Aucune autre commande n’est attendue bientôt sur le même chemin.</translation>
    </message>
    <message>
        <source>Its label is printed again, with the right bin.</source>
        <translation>Son étiquette est réimprimée avec le bon casier.</translation>
    </message>
    <message>
        <source>What is left to pick is being printed.</source>
        <translation>Ce qui reste à prélever s’imprime.</translation>
    </message>
    <message>
        <source>One too many: {name} is picked, {wanted} of {wanted}. Put this one back.</source>
        <translation>Un de trop&#x202f;: {name}, prélevé {wanted} sur {wanted}. À remettre en rayon.</translation>
    </message>
    <message>
        <source>{name} was told short. Take that back first (Ctrl Z), then scan it.</source>
        <translation>{name}&#x202f;: déjà déclaré manquant. Annulez d’abord (Ctrl Z), puis scannez.</translation>
    </message>
    <message>
        <source>Scan the number of an order, or take one below.</source>
        <translation>Scannez un numéro de commande, ou prenez-en une ci-dessous.</translation>
    </message>
    <message>
        <source>{name} is wanted for {number} ({customer}). Take that order first.</source>
        <translation>{name} est pour {number} ({customer}). Prenez d’abord cette commande.</translation>
    </message>
    <message>
        <source>No open order wants this article.</source>
        <translation>Aucune commande ouverte ne demande cet article.</translation>
    </message>
    <message>
        <source>bin {bins}</source>
        <translation>casier {bins}</translation>
    </message>
    <message>
        <source>bins {bins}</source>
        <translation>casiers {bins}</translation>
    </message>
    <message>
        <source>Zone {zone}</source>
        <translation>Zone {zone}</translation>
    </message>
    <message>
        <source>Aisle {aisle}</source>
        <translation>Allée {aisle}</translation>
    </message>
    <message>
        <source>Shelf {shelf}</source>
        <translation>Étagère {shelf}</translation>
    </message>
    <message>
        <source>No place known</source>
        <translation>Emplacement inconnu</translation>
    </message>
    <message>
        <source>Here: none, by the stock</source>
        <translation>Ici&#x202f;: aucun, selon le stock</translation>
    </message>
    <message>
        <source>Here: {count} on the shelf, {display} on display</source>
        <translation>Ici&#x202f;: {count} en rayon, {display} en exposition</translation>
    </message>
    <message>
        <source>Here: {count} on the shelf</source>
        <translation>Ici&#x202f;: {count} en rayon</translation>
    </message>
    <message>
        <source>Round of {orders}</source>
        <translation>Tournée de {orders}</translation>
    </message>
    <message>
        <source>Tote {tote}</source>
        <translation>Bac {tote}</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>complet</translation>
    </message>
    <message>
        <source>{done} of {wanted} picked</source>
        <translation>Prélevé {done} sur {wanted}</translation>
    </message>
    <message>
        <source>{done} of {wanted}</source>
        <translation>{done} sur {wanted}</translation>
    </message>
    <message>
        <source>{count} for {number} → tote {tote}</source>
        <translation>{count} pour {number} → bac {tote}</translation>
    </message>
    <message>
        <source>Also wanted by {orders}</source>
        <translation>Attendu aussi par {orders}</translation>
    </message>
    <message>
        <source>Leave the others</source>
        <translation>Laisser les autres</translation>
    </message>
    <message>
        <source>Scan an article: its place is {place}</source>
        <translation>Scannez un article&#x202f;: sa place est {place}</translation>
    </message>
    <message>
        <source>A scan of {name} picks it after all</source>
        <translation>Scannez {name} pour prélever malgré tout</translation>
    </message>
    <message>
        <source>The piece {serial} is for {number} ({customer}). Take another {name}, or scan it again.</source>
        <translation>La pièce {serial} est pour {number} ({customer}). Prenez une autre pièce de {name}, ou scannez celle-ci encore.</translation>
    </message>
    <message>
        <source>Short for them too, with the reasons 1 to 3: {orders}</source>
        <translation>Manquant là aussi, avec les motifs 1 à 3&#x202f;: {orders}</translation>
    </message>
    <message>
        <source>Scan the serial number of this {name}</source>
        <translation>Scannez le numéro de série&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Scan {name}, or another article of the round</source>
        <translation>Scannez {name}, ou un autre article de la tournée</translation>
    </message>
    <message>
        <source>Scan {name}, or another article of the order</source>
        <translation>Scannez {name} ou un autre article de la commande</translation>
    </message>
    <message>
        <source>Scan {name}</source>
        <translation>Scannez {name}</translation>
    </message>
    <message>
        <source>Scan the bin, or take the one proposed</source>
        <translation>Scannez le casier, ou prenez celui proposé</translation>
    </message>
    <message>
        <source>Nothing to scan: pack what is picked</source>
        <translation>Rien à scanner&#x202f;: emballez ce qui est prélevé</translation>
    </message>
    <message>
        <source>Nothing to scan</source>
        <translation>Rien à scanner</translation>
    </message>
    <message>
        <source>Scan the number of another order, or go on with the next</source>
        <translation>Scannez un autre numéro de commande, ou passez à la suivante</translation>
    </message>
    <message>
        <source>Scan the number of an order to take it into the round</source>
        <translation>Scannez un numéro de commande pour l’ajouter à la tournée</translation>
    </message>
    <message>
        <source>Scan the number of an order, or take the next one</source>
        <translation>Scannez un numéro de commande, ou prenez la suivante</translation>
    </message>
    <message>
        <source>Take this number</source>
        <translation>Valider ce numéro</translation>
    </message>
    <message>
        <source>Type the number</source>
        <translation>Saisir le numéro</translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation>Prélevé à la main</translation>
    </message>
    <message>
        <source>Pack {parcels}</source>
        <translation>Emballer {parcels}</translation>
    </message>
    <message>
        <source>Put in bin {bin}</source>
        <translation>Mettre dans le casier {bin}</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>Imprimer la liste</translation>
    </message>
    <message>
        <source>Close without a parcel</source>
        <translation>Clôturer sans colis</translation>
    </message>
    <message>
        <source>Begin the round: {orders}</source>
        <translation>Commencer la tournée&#x202f;: {orders}</translation>
    </message>
    <message>
        <source>Prepare {number}</source>
        <translation>Préparer {number}</translation>
    </message>
    <message>
        <source>The label is being printed again, with the same number.</source>
        <translation>L’étiquette est réimprimée, avec le même numéro.</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Elle est illisible</translation>
    </message>
    <message>
        <source>It is lost</source>
        <translation>Elle est perdue</translation>
    </message>
    <message>
        <source>It never came out of the printer</source>
        <translation>Elle n’est jamais sortie de l’imprimante</translation>
    </message>
    <message>
        <source>Why is the label printed again?</source>
        <translation>Pourquoi réimprimer l’étiquette&#x202f;?</translation>
    </message>
    <message>
        <source>It comes out with the same parcel number. Throw the old one away.</source>
        <translation>Elle sort avec le même numéro de colis. Jetez l’ancienne.</translation>
    </message>
    <message>
        <source>Headquarters tells the customer as soon as it knows.</source>
        <translation>Le siège prévient le client dès qu’il le sait.</translation>
    </message>
    <message>
        <source>Say why with its number; nothing is printed without a reason</source>
        <translation>Donnez la raison par son numéro&#x202f;: rien ne s’imprime sans raison</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>Transporteur</translation>
    </message>
    <message>
        <source>Comes next</source>
        <translation>Prochain passage</translation>
    </message>
    <message>
        <source>Promised with</source>
        <translation>Promis avec</translation>
    </message>
    <message>
        <source>It leaves with {carrier}: {time}.</source>
        <translation>Part avec {carrier}&#x202f;: {time}.</translation>
    </message>
    <message>
        <source>{number}: {bins}</source>
        <translation>{number}&#x202f;: {bins}</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>Then: {place}</source>
        <translation>Ensuite&#x202f;: {place}</translation>
    </message>
    <message>
        <source>At the same place</source>
        <translation>Au même endroit</translation>
    </message>
    <message>
        <source>Nothing more to pick</source>
        <translation>Plus rien à prélever</translation>
    </message>
    <message>
        <source>{article}: waits for an answer</source>
        <translation>{article}&#x202f;: réponse attendue</translation>
    </message>
    <message>
        <source>{count} × {article}</source>
        <translation>{count}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>The customer wrote</source>
        <translation>Mot du client</translation>
    </message>
    <message>
        <source>Into its bin</source>
        <translation>Mise en casier</translation>
    </message>
    <message>
        <source>Into their bins</source>
        <translation>Mise en casier</translation>
    </message>
    <message>
        <source>Its label prints as soon as it is packed</source>
        <translation>L’étiquette s’imprime dès que le colis est emballé</translation>
    </message>
    <message>
        <source>Their labels print as soon as they are packed</source>
        <translation>Les étiquettes s’impriment dès que les colis sont emballés</translation>
    </message>
</context>
<context>
    <name>ProgressThin</name>
    <message>
        <source>{done}, {percent}% short</source>
        <translation>{done}, il en manque {percent}&#x202f;%</translation>
    </message>
    <message>
        <source>{percent}% done</source>
        <translation>{percent}&#x202f;% fait</translation>
    </message>
</context>
<context>
    <name>QuantityDots</name>
    <message>
        <source>{done} of {wanted}</source>
        <extracomment>More than this many are told by words alone.</extracomment>
        <translation>{done} sur {wanted}</translation>
    </message>
    <message>
        <source>{count} short</source>
        <translation>il en manque&#xa0;{count}</translation>
    </message>
</context>
<context>
    <name>QuitPage</name>
    <message>
        <source>Sending what waits</source>
        <translation>Envoi de ce qui attend</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) are still on their way to headquarters.</source>
        <translation>
            <numerusform>%n envoi est encore en route vers le siège.</numerusform>
            <numerusform>%n envois sont encore en route vers le siège.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) are only on this computer</source>
        <translation>
            <numerusform>%n envoi n’est que sur ce poste</numerusform>
            <numerusform>%n envois ne sont que sur ce poste</numerusform>
        </translation>
    </message>
    <message>
        <source>Headquarters has not received this work yet. It is kept on this disk and goes out as soon as Coulisse is open and connected again. Until then no other workstation sees it, and if this disk is lost, so is this work.</source>
        <translation>Le siège n’a pas encore reçu ce travail. Il est gardé sur ce disque et partira dès que Coulisse sera rouvert et connecté. D’ici là, aucun autre poste ne le voit, et si ce disque est perdu, ce travail l’est aussi.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Rester</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>Quitter quand même</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Sections</source>
        <extracomment>A count above this is told as &quot;99+&quot;.</extracomment>
        <translation>Rubriques</translation>
    </message>
</context>
<context>
    <name>Receive</name>
    <message>
        <source>Bin {bin} has room for {room}, not for {units}. Take another, or scan it again all the same.</source>
        <translation>Le casier {bin} a de la place pour {room}, pas pour {units}. Prenez-en un autre, ou rescannez-le quand même.</translation>
    </message>
    <message>
        <source>Is the truck empty?</source>
        <translation>Le camion est-il vide&#x202f;?</translation>
    </message>
    <message>
        <source>Scan its label when it is here: its bin is shown at once.</source>
        <translation>Scannez son étiquette dès qu’il est là&#x202f;: son casier s’affiche aussitôt.</translation>
    </message>
    <message>
        <source>Check once more on the truck, then finish.</source>
        <translation>Vérifiez encore une fois dans le camion, puis terminez.</translation>
    </message>
    <message>
        <source>What has come is what was announced.</source>
        <translation>Ce qui est arrivé est ce qui était annoncé.</translation>
    </message>
    <message>
        <source>A manager approves it.</source>
        <translation>Un responsable la valide.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Code-barres</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>Numéros de série</translation>
    </message>
    <message>
        <source>Still to scan</source>
        <translation>Encore à scanner</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmé</translation>
    </message>
    <message>
        <source>Too many</source>
        <translation>En trop</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>Cartons</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyé</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Colis</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Carton {number}</source>
        <translation>Carton {number}</translation>
    </message>
    <message>
        <source>Another parcel of this order is still on its way.</source>
        <translation>Un autre colis de cette commande est encore en route.</translation>
    </message>
    <message>
        <source>{number} · parcel {place} of {count}</source>
        <translation>{number} · colis {place} sur {count}</translation>
    </message>
    <message>
        <source>No bin is free</source>
        <translation>Aucun casier libre</translation>
    </message>
    <message>
        <source>Scan the one that you use</source>
        <translation>Scannez celui que vous prenez</translation>
    </message>
    <message>
        <source>Another bin: its number</source>
        <translation>Un autre casier&#x202f;: son numéro</translation>
    </message>
    <message>
        <source>Bin {bin}</source>
        <translation>Casier {bin}</translation>
    </message>
    <message>
        <source>Put it there now</source>
        <translation>Posez-le là maintenant</translation>
    </message>
    <message>
        <source>Scan what is on the truck: cartons or articles.</source>
        <translation>Scannez ce que le camion apporte&#x202f;: cartons ou articles.</translation>
    </message>
    <message>
        <source>This is delivery {number}. Scan its cartons.</source>
        <translation>Livraison {number}. Scannez ses cartons.</translation>
    </message>
    <message>
        <source>Carton {number} is here: {articles}. Open it and say what differs, or scan the next.</source>
        <translation>Carton {number} arrivé&#x202f;: {articles}. Ouvrez-le et dites ce qui diffère, ou scannez le suivant.</translation>
    </message>
    <message>
        <source>Carton {number} is here. Scan each piece of {name} by its serial number.</source>
        <translation>Carton {number} arrivé. Scannez chaque pièce de {name} par son numéro de série.</translation>
    </message>
    <message>
        <source>Carton {number} was scanned already, at {time}.</source>
        <translation>Carton {number} déjà scanné à {time}.</translation>
    </message>
    <message>
        <source>Nobody announced {number} with this truck. If it is yours, scan it again: it is kept.</source>
        <translation>{number} n’est pas annoncé dans ce camion. S’il est pour vous, scannez-le encore&#x202f;: il est gardé.</translation>
    </message>
    <message>
        <source>Carton {number} is kept. Scan the articles in it.</source>
        <translation>Carton {number} gardé. Scannez les articles qu’il contient.</translation>
    </message>
    <message>
        <source>Nobody announced {number}. If a truck came unannounced, begin it with F2.</source>
        <translation>{number} n’est pas annoncé. Si un camion est venu sans annonce, commencez-le avec F2.</translation>
    </message>
    <message>
        <source>{number} is received, and all of it was there.</source>
        <translation>{number} est reçu, tout était là.</translation>
    </message>
    <message>
        <source>Open the delivery first, then scan its articles.</source>
        <translation>Ouvrez d’abord la livraison, puis scannez ses articles.</translation>
    </message>
    <message>
        <source>The article {gtin} is not in the catalogue.</source>
        <translation>L’article {gtin} n’est pas au catalogue.</translation>
    </message>
    <message>
        <source>{article}: {here} of {of}.</source>
        <translation>{article}&#x202f;: {here} sur {of}.</translation>
    </message>
    <message>
        <source>{article}: {extra} that nobody announced. It counts; Ctrl Z takes it back.</source>
        <translation>{article}&#x202f;: non annoncé ({extra}). C’est compté&#x202f;; Ctrl Z le retire.</translation>
    </message>
    <message>
        <source>It was recorded, and does not count as received.</source>
        <translation>C’est noté, et ne compte pas comme reçu.</translation>
    </message>
    <message>
        <source>{name}: {left} missing so far.</source>
        <translation>{name}&#x202f;: il en manque {left} jusqu’ici.</translation>
    </message>
    <message>
        <source>{name}: what is not scanned is missing at the end.</source>
        <translation>{name}&#x202f;: ce qui n’est pas scanné manquera à la fin.</translation>
    </message>
    <message>
        <source>{name}: {damaged} damaged. Put it aside, it is not for sale.</source>
        <translation>{name}&#x202f;: abîmé, {damaged} en tout. Mettez-le de côté, il n’est pas à vendre.</translation>
    </message>
    <message>
        <source>All of {name} is told as damaged already.</source>
        <translation>Tout {name} est déjà noté abîmé.</translation>
    </message>
    <message>
        <source>{name} was taken back.</source>
        <translation>{name} a été retiré.</translation>
    </message>
    <message>
        <source>This is more of {name} than can be right. Count again.</source>
        <translation>Cela fait trop de {name} pour être juste. Recomptez.</translation>
    </message>
    <message>
        <source>Scan the serial number of {name} first.</source>
        <translation>Scannez d’abord le numéro de série de {name}.</translation>
    </message>
    <message>
        <source>{name}: now scan the serial number.</source>
        <translation>{name}&#x202f;: scannez maintenant le numéro de série.</translation>
    </message>
    <message>
        <source>The piece {serial} was scanned already.</source>
        <translation>La pièce {serial} a déjà été scannée.</translation>
    </message>
    <message>
        <source>The piece {serial} is in this store already. Check its number; scan again to record it.</source>
        <translation>La pièce {serial} est déjà dans ce magasin. Vérifiez son numéro&#x202f;; scannez encore pour la noter.</translation>
    </message>
    <message>
        <source>The piece {serial} was sold. Check its number; if it is in your hand, scan it again.</source>
        <translation>La pièce {serial} a été vendue. Vérifiez son numéro&#x202f;; si elle est en main, scannez-la encore.</translation>
    </message>
    <message>
        <source>The piece {serial} is in another store. Check its number; if it is here, scan it again.</source>
        <translation>La pièce {serial} est dans un autre magasin. Vérifiez son numéro&#x202f;; si elle est ici, scannez-la encore.</translation>
    </message>
    <message>
        <source>{number} has arrived.</source>
        <translation>{number} est arrivé.</translation>
    </message>
    <message>
        <source>{number} was given up for lost, and is here. A manager is told.</source>
        <translation>{number} était déclarée perdue, et la voici. Un responsable est averti.</translation>
    </message>
    <message>
        <source>One of several parcels of {number} is back. Put what is in it on the shelves; Exceptions asks what becomes of it.</source>
        <translation>Un des colis de {number} est revenu. Remettez son contenu en rayon&#x202f;; Anomalies demande ce qu’il en advient.</translation>
    </message>
    <message>
        <source>One of several parcels of {number} is back. Keep it as it is: with the last one the order is here again.</source>
        <translation>Un des colis de {number} est revenu. Gardez-le tel quel&#x202f;: avec le dernier, la commande est de nouveau ici.</translation>
    </message>
    <message>
        <source>{number} is in bin {bin}. {customer} is told that it is ready.</source>
        <translation>{number} est dans le casier {bin}. Le siège prévient {customer}.</translation>
    </message>
    <message>
        <source>{number} is in bin {bin}. Another parcel of it is still on its way ({awaited}).</source>
        <translation>{number} est dans le casier {bin}. Un autre de ses colis est encore en route ({awaited}).</translation>
    </message>
    <message>
        <source>{number} is another store’s parcel, or was not told as sent yet. Put it aside.</source>
        <translation>{number} est le colis d’un autre magasin, ou n’est pas encore dit envoyé. Mettez-le de côté.</translation>
    </message>
    <message>
        <source>{number} is received. Differences, now under Exceptions: {count}.</source>
        <translation>{number} est reçu. Écarts, désormais dans Anomalies&#x202f;: {count}.</translation>
    </message>
    <message>
        <source>{article}: {extra} more than announced. It counts; Ctrl Z takes it back.</source>
        <translation>{article}&#x202f;: {extra} de plus qu’annoncé. C’est compté&#x202f;; Ctrl Z le retire.</translation>
    </message>
    <message>
        <source>Scan a customer’s parcel first, then its bin.</source>
        <translation>Scannez d’abord un colis client, puis son casier.</translation>
    </message>
    <message>
        <source>No bin is free. Scan the one that you put it in.</source>
        <translation>Aucun casier libre. Scannez celui où vous le posez.</translation>
    </message>
    <message>
        <source>This store has no bin {bin}.</source>
        <translation>Ce magasin n’a pas de casier {bin}.</translation>
    </message>
    <message>
        <source>Bin {bin} holds {number}. Scan it again to put both in it.</source>
        <translation>Le casier {bin} contient {number}. Scannez-le encore pour y mettre les deux.</translation>
    </message>
    <message>
        <source>{number} is approved. {place} is asked to send it.</source>
        <translation>{number} est validé. L’envoi est demandé à {place}.</translation>
    </message>
    <message>
        <source>{number} is refused.</source>
        <translation>{number} est refusé.</translation>
    </message>
    <message>
        <source>{number} is called off.</source>
        <translation>{number} est annulé.</translation>
    </message>
    <message>
        <source>This barcode says nothing here. Scan a carton’s label.</source>
        <translation>Ce code-barres ne dit rien ici. Scannez l’étiquette d’un carton.</translation>
    </message>
    <message>
        <source>What comes by truck</source>
        <translation>Ce que le camion apporte</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>Annuler la demande</translation>
    </message>
    <message>
        <source>Nothing is expected</source>
        <translation>Rien n’est attendu</translation>
    </message>
    <message>
        <source>A truck is here all the same? Begin it, and scan what it brings.</source>
        <translation>Un camion est là quand même&#x202f;? Commencez-le, et scannez ce qu’il apporte.</translation>
    </message>
    <message>
        <source>A truck that nobody announced</source>
        <translation>Un camion non annoncé</translation>
    </message>
    <message>
        <source>All of it is there</source>
        <translation>Tout est là</translation>
    </message>
    <message>
        <source>Nothing scanned yet</source>
        <translation>Rien de scanné encore</translation>
    </message>
    <message>
        <source>Scan a carton, or the articles one by one.</source>
        <translation>Scannez un carton, ou les articles un par un.</translation>
    </message>
    <message>
        <source>Cartons: {here} of {of}</source>
        <translation>Cartons&#x202f;: {here} sur {of}</translation>
    </message>
    <message>
        <source>Articles: {here} of {of}</source>
        <translation>Articles&#x202f;: {here} sur {of}</translation>
    </message>
    <message>
        <source>Scan the next carton, an article or a customer’s parcel</source>
        <translation>Scannez le carton suivant, un article ou un colis client</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réceptionner</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfert</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>Non annoncé</translation>
    </message>
    <message>
        <source>to approve</source>
        <translation>à valider</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>demandé</translation>
    </message>
    <message>
        <source>being picked</source>
        <translation>en prélèvement</translation>
    </message>
    <message>
        <source>in transit</source>
        <translation>en transit</translation>
    </message>
    <message>
        <source>partly received</source>
        <translation>reçu en partie</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>clos</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>Off the transit stock; ask the sender</source>
        <translation>Sorti du transit&#x202f;; voir l’expéditeur</translation>
    </message>
    <message>
        <source>Find out whose it is</source>
        <translation>Chercher à qui il est</translation>
    </message>
    <message>
        <source>In the stock; send back or keep</source>
        <translation>En stock&#x202f;; à renvoyer ou à garder</translation>
    </message>
    <message>
        <source>Not for sale; write off or send back</source>
        <translation>Hors vente&#x202f;; perte ou renvoi</translation>
    </message>
    <message>
        <source>In the stock; find out whose it is</source>
        <translation>En stock&#x202f;; chercher à qui il est</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>en route</translation>
    </message>
    <message>
        <source>sent {time}</source>
        <translation>expédié {time}</translation>
    </message>
    <message>
        <source>sender not known</source>
        <translation>expéditeur inconnu</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquant</translation>
    </message>
    <message>
        <source>not scanned yet</source>
        <translation>pas encore scanné</translation>
    </message>
    <message>
        <source>here</source>
        <translation>arrivé</translation>
    </message>
    <message>
        <source>here, not announced</source>
        <translation>arrivé, non annoncé</translation>
    </message>
    <message>
        <source>Scan the bin that you put the parcel in</source>
        <translation>Scannez le casier où vous posez le colis</translation>
    </message>
    <message>
        <source>Scan the serial number of the piece</source>
        <translation>Scannez le numéro de série de la pièce</translation>
    </message>
    <message>
        <source>Scan a carton or a customer’s parcel</source>
        <translation>Scannez un carton ou un colis client</translation>
    </message>
    <message>
        <source>It is in bin {bin}</source>
        <translation>Il est dans le casier {bin}</translation>
    </message>
    <message>
        <source>The truck is empty</source>
        <translation>Le camion est vide</translation>
    </message>
    <message>
        <source>It is here</source>
        <translation>Il est là</translation>
    </message>
    <message>
        <source>Approve the request</source>
        <translation>Valider la demande</translation>
    </message>
    <message>
        <source>On the truck</source>
        <translation>Dans le camion</translation>
    </message>
    <message>
        <source>Customers’ parcels</source>
        <translation>Colis clients</translation>
    </message>
    <message>
        <source>Asked of other stores</source>
        <translation>Demandé à d’autres magasins</translation>
    </message>
    <message>
        <source>being received</source>
        <translation>en réception</translation>
    </message>
    <message>
        <source>{here} of {of}</source>
        <translation>{here} sur {of}</translation>
    </message>
    <message>
        <source>Finish: all is there</source>
        <translation>Terminer&#x202f;: tout est là</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>In no carton</source>
        <translation>Hors carton</translation>
    </message>
    <message>
        <source>carton missing</source>
        <translation>carton manquant</translation>
    </message>
    <message>
        <source>unknown carton</source>
        <translation>carton inconnu</translation>
    </message>
    <message>
        <source>not announced</source>
        <translation>non annoncé</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Les écarts</translation>
    </message>
    <message>
        <source>Carton</source>
        <translation>Carton</translation>
    </message>
    <message>
        <source>The whole delivery</source>
        <translation>Toute la livraison</translation>
    </message>
    <message>
        <source>A manager sees to it</source>
        <translation>Un responsable s’en charge</translation>
    </message>
    <message>
        <source>Finish: {count} to explain</source>
        <translation>Terminer&#x202f;: {count} à expliquer</translation>
    </message>
    <message>
        <source>{count} too many</source>
        <translation>{count} en trop</translation>
    </message>
    <message>
        <source>{count} to come</source>
        <translation>{count} à venir</translation>
    </message>
    <message>
        <source>sent from elsewhere</source>
        <translation>envoyés d’ailleurs</translation>
    </message>
    <message>
        <source>Not awaited any more</source>
        <translation>N’est plus attendu</translation>
    </message>
    <message>
        <source>in case it comes all the same</source>
        <translation>au cas où cela arrive quand même</translation>
    </message>
    <message>
        <source>given up for lost</source>
        <translation>déclaré perdu</translation>
    </message>
    <message>
        <source>It was called off {time}. If it is here, scan what is in it: a manager is told of it.</source>
        <translation>Annulée {time}. Si elle est là, scannez son contenu&#x202f;: un responsable en est averti.</translation>
    </message>
    <message>
        <source>Delivery {number} was called off {moment}. Is it here all the same? Then scan its cartons: they are received, and a manager is told.</source>
        <translation>La livraison {number} a été annulée ({moment}). Elle est là quand même&#x202f;? Scannez ses cartons&#x202f;: ils sont reçus, et un responsable est averti.</translation>
    </message>
    <message>
        <source>It was given up for lost; its customer is served otherwise. Scan it if it comes.</source>
        <translation>Déclaré perdu&#x202f;; le client est servi autrement. Scannez-le s’il arrive.</translation>
    </message>
</context>
<context>
    <name>Returns</name>
    <message>
        <source>Another photo…</source>
        <translation>Une autre photo…</translation>
    </message>
    <message>
        <source>No exchange</source>
        <translation>Pas d’échange</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Photo of the article</source>
        <translation>Photo de l’article</translation>
    </message>
    <message>
        <source>Without the photo</source>
        <translation>Sans la photo</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>known without its customer</source>
        <translation>connue sans le nom du client</translation>
    </message>
    <message>
        <source>The goods</source>
        <translation>L’article</translation>
    </message>
    <message>
        <source>Choose what is brought back, or scan it.</source>
        <translation>Choisissez ce qui est rapporté, ou scannez-le.</translation>
    </message>
    <message>
        <source>Scan what is brought back.</source>
        <translation>Scannez ce qui est rapporté.</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>Un de moins</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Un de plus</translation>
    </message>
    <message>
        <source>{units} of {all}</source>
        <translation>{units} sur {all}</translation>
    </message>
    <message>
        <source>Serial number of the piece</source>
        <translation>Numéro de série de la pièce</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Grade again</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>The money</source>
        <translation>L’argent</translation>
    </message>
    <message>
        <source>Why is it taken back all the same?</source>
        <translation>Pourquoi le reprendre quand même&#x202f;?</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>La vente</translation>
    </message>
    <message>
        <source>Customer’s name (optional)</source>
        <translation>Nom du client (facultatif)</translation>
    </message>
    <message>
        <source>What was bought</source>
        <translation>Ce qui a été acheté</translation>
    </message>
    <message>
        <source>The sale is not found</source>
        <translation>Vente introuvable</translation>
    </message>
    <message>
        <source>No proof of purchase</source>
        <translation>Sans preuve d’achat</translation>
    </message>
    <message>
        <source>Scan each article that is brought back.</source>
        <translation>Scannez chaque article rapporté.</translation>
    </message>
    <message>
        <source>A slip is kept and completed once the sale is known.</source>
        <translation>Un bon est gardé, puis complété une fois la vente connue.</translation>
    </message>
    <message>
        <source>Store credit at the lowest price of late, if a manager agrees.</source>
        <translation>Un avoir au prix récent le plus bas, si un responsable est d’accord.</translation>
    </message>
    <message>
        <source>Receipt, order, serial number, article, name, card’s last 4 digits, day</source>
        <translation>Ticket, commande, n° de série, article, nom, 4 derniers chiffres de carte, jour</translation>
    </message>
    <message>
        <source>Returns begun here</source>
        <translation>Retours commencés ici</translation>
    </message>
    <message>
        <source>Scan the next article that is brought back</source>
        <translation>Scannez l’article suivant rapporté</translation>
    </message>
    <message>
        <source>Scan a receipt, a parcel’s label, or the article itself</source>
        <translation>Scannez un ticket, l’étiquette d’un colis ou l’article</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Client suivant</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>To what was paid with</source>
        <translation>Par le moyen de paiement</translation>
    </message>
    <message>
        <source>This sale is not found</source>
        <translation>Cette vente est introuvable</translation>
    </message>
    <message>
        <source>Take the goods with a slip that is completed later, or by policy without proof.</source>
        <translation>Prenez l’article avec un bon complété plus tard, ou sans justificatif selon la règle.</translation>
    </message>
    <message>
        <source>What is brought back?</source>
        <translation>Que rapporte-t-on&#x202f;?</translation>
    </message>
    <message>
        <source>Scan the receipt or the article; without either, search by name, card or day.</source>
        <translation>Scannez le ticket ou l’article&#x202f;; sinon cherchez par nom, carte ou jour.</translation>
    </message>
    <message>
        <source>Changed mind</source>
        <translation>Changement d’avis</translation>
    </message>
    <message>
        <source>Wrong size</source>
        <translation>Mauvaise taille</translation>
    </message>
    <message>
        <source>Not as shown</source>
        <translation>Pas comme présenté</translation>
    </message>
    <message>
        <source>Wrong article</source>
        <translation>Erreur d’article</translation>
    </message>
    <message>
        <source>Arrived damaged</source>
        <translation>Arrivé abîmé</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>Défectueux</translation>
    </message>
    <message>
        <source>Came too late</source>
        <translation>Arrivé trop tard</translation>
    </message>
    <message>
        <source>A gift</source>
        <translation>Un cadeau</translation>
    </message>
    <message>
        <source>As new</source>
        <translation>Comme neuf</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>Worn</source>
        <translation>Porté</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmé</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Ne fonctionne pas</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incomplet</translation>
    </message>
    <message>
        <source>Perhaps a counterfeit</source>
        <translation>Contrefaçon possible</translation>
    </message>
    <message>
        <source>Is it our article, and genuine?</source>
        <translation>Est-ce notre article, et authentique&#x202f;?</translation>
    </message>
    <message>
        <source>Does it work?</source>
        <translation>Fonctionne-t-il&#x202f;?</translation>
    </message>
    <message>
        <source>Is everything there: parts, papers, box?</source>
        <translation>Tout est-il là&#x202f;: pièces, papiers, boîte&#x202f;?</translation>
    </message>
    <message>
        <source>Is it without stain, tear or scratch?</source>
        <translation>Est-il sans tache, accroc ni rayure&#x202f;?</translation>
    </message>
    <message>
        <source>Is it without any sign of wear?</source>
        <translation>Est-il sans trace d’usage&#x202f;?</translation>
    </message>
    <message>
        <source>Are the tags on it, or the seal unbroken?</source>
        <translation>Les étiquettes ou le scellé sont-ils intacts&#x202f;?</translation>
    </message>
    <message>
        <source>Back on sale</source>
        <translation>Remis en vente</translation>
    </message>
    <message>
        <source>Sold at a lower price</source>
        <translation>Vendu moins cher</translation>
    </message>
    <message>
        <source>To the workshop</source>
        <translation>À l’atelier</translation>
    </message>
    <message>
        <source>To the supplier</source>
        <translation>Au fournisseur</translation>
    </message>
    <message>
        <source>To the warehouse</source>
        <translation>À l’entrepôt</translation>
    </message>
    <message>
        <source>Given away</source>
        <translation>Donné</translation>
    </message>
    <message>
        <source>Recycled</source>
        <translation>Recyclé</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>Détruit</translation>
    </message>
    <message>
        <source>Distance sale: 14 days from delivery by law, delivery cost included.</source>
        <translation>Vente à distance&#x202f;: 14 jours après la livraison, frais de livraison compris, selon la loi.</translation>
    </message>
    <message>
        <source>Distance sale that is not delivered yet: the 14 days have not begun.</source>
        <translation>Vente à distance pas encore livrée&#x202f;: les 14 jours n’ont pas commencé.</translation>
    </message>
    <message>
        <source>It is not as it should be: two years by law.</source>
        <translation>Non conforme&#x202f;: deux ans, selon la loi.</translation>
    </message>
    <message>
        <source>Hygiene: not taken back once opened.</source>
        <translation>Hygiène&#x202f;: non repris une fois ouvert.</translation>
    </message>
    <message>
        <source>Made to the customer’s wish: not taken back.</source>
        <translation>Fait sur demande&#x202f;: non repris.</translation>
    </message>
    <message>
        <source>Sold without return.</source>
        <translation>Vendu sans retour.</translation>
    </message>
    <message>
        <source>No rule of the chain takes this back.</source>
        <translation>Aucune règle de l’enseigne ne le reprend.</translation>
    </message>
    <message>
        <source>The period is over since {day}.</source>
        <translation>Le délai est passé depuis le {day}.</translation>
    </message>
    <message>
        <source>to the card</source>
        <translation>sur la carte</translation>
    </message>
    <message>
        <source>in cash</source>
        <translation>en espèces</translation>
    </message>
    <message>
        <source>to a gift card</source>
        <translation>sur une carte cadeau</translation>
    </message>
    <message>
        <source>as store credit</source>
        <translation>en avoir</translation>
    </message>
    <message>
        <source>website</source>
        <translation>site web</translation>
    </message>
    <message>
        <source>marketplace</source>
        <translation>place de marché</translation>
    </message>
    <message>
        <source>store</source>
        <translation>magasin</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>téléphone</translation>
    </message>
    <message>
        <source>its sale is to be found</source>
        <translation>vente à retrouver</translation>
    </message>
    <message>
        <source>the goods are to be received</source>
        <translation>article à recevoir</translation>
    </message>
    <message>
        <source>not covered: a manager decides</source>
        <translation>hors règle&#x202f;: au responsable</translation>
    </message>
    <message>
        <source>the goods are to be graded</source>
        <translation>état à noter</translation>
    </message>
    <message>
        <source>the goods are to be put away</source>
        <translation>article à ranger</translation>
    </message>
    <message>
        <source>waits for a manager</source>
        <translation>attend un responsable</translation>
    </message>
    <message>
        <source>the manager asks</source>
        <translation>question du responsable</translation>
    </message>
    <message>
        <source>waits for the region</source>
        <translation>attend la région</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>validé</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>remboursé</translation>
    </message>
    <message>
        <source>came back</source>
        <translation>revenu</translation>
    </message>
    <message>
        <source>settled by hand</source>
        <translation>réglé à la main</translation>
    </message>
    <message>
        <source>There is no proof of purchase.</source>
        <translation>Il n’y a pas de preuve d’achat.</translation>
    </message>
    <message>
        <source>It is not the piece that was sold.</source>
        <translation>Ce n’est pas la pièce qui a été vendue.</translation>
    </message>
    <message>
        <source>It is more than was bought, or came back before.</source>
        <translation>C’est plus que ce qui a été acheté, ou c’est déjà revenu.</translation>
    </message>
    <message>
        <source>refused: to be given back</source>
        <translation>refusé&#x202f;: à rendre au client</translation>
    </message>
    <message>
        <source>money still to be given</source>
        <translation>argent encore à rendre</translation>
    </message>
    <message>
        <source>Delivered {day}</source>
        <translation>Livrée {day}</translation>
    </message>
    <message>
        <source>Sold {day}</source>
        <translation>Vendue {day}</translation>
    </message>
    <message>
        <source>Partly collected, partly delivered {day}</source>
        <translation>Retirée en partie, livrée en partie {day}</translation>
    </message>
    <message>
        <source>Collected here {day}</source>
        <translation>Retirée ici {day}</translation>
    </message>
    <message>
        <source>Collected {day}</source>
        <translation>Retirée {day}</translation>
    </message>
    <message>
        <source>not covered</source>
        <translation>hors règle</translation>
    </message>
    <message>
        <source>withdrawal until {day}</source>
        <translation>à rendre d’ici {day}</translation>
    </message>
    <message>
        <source>guaranteed until {day}</source>
        <translation>garanti jusqu’au {day}</translation>
    </message>
    <message>
        <source>taken back until {day}</source>
        <translation>repris jusqu’au {day}</translation>
    </message>
    <message>
        <source>Brought back {day}</source>
        <translation>Rapporté le {day}</translation>
    </message>
    <message>
        <source>card ending {digits}</source>
        <translation>carte finissant par {digits}</translation>
    </message>
    <message>
        <source>Begun here, not over</source>
        <translation>Commencés ici, pas terminés</translation>
    </message>
    <message>
        <source>Exchange not kept</source>
        <translation>Échange non tenu</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>déjà rapporté</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>the serial number</source>
        <translation>le numéro de série</translation>
    </message>
    <message>
        <source>the reason</source>
        <translation>le motif</translation>
    </message>
    <message>
        <source>the condition</source>
        <translation>l’état</translation>
    </message>
    <message>
        <source>to the card ending {digits}</source>
        <translation>sur la carte finissant par {digits}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Fee kept</source>
        <translation>Frais retenus</translation>
    </message>
    <message>
        <source>VAT in it</source>
        <translation>dont TVA</translation>
    </message>
    <message>
        <source>A regional manager signs this.</source>
        <translation>Un responsable régional signe ce montant.</translation>
    </message>
    <message>
        <source>It was taken in exchange: a manager signs what is given for it.</source>
        <translation>C’était un échange&#x202f;: un responsable signe ce qui est donné en retour.</translation>
    </message>
    <message>
        <source>Not covered: a manager takes it back all the same, and signs.</source>
        <translation>Hors règle&#x202f;: un responsable le reprend quand même, et signe.</translation>
    </message>
    <message>
        <source>A manager signs above {amount}.</source>
        <translation>Un responsable signe au-delà de {amount}.</translation>
    </message>
    <message>
        <source>Offline: it is queued, and executed once the line is back. The receipt says so.</source>
        <translation>Hors ligne&#x202f;: mis en attente, exécuté au retour de la ligne. Le ticket le dit.</translation>
    </message>
    <message>
        <source>A dearer delivery was chosen: what the standard one costs goes back, {amount} of {paid}.</source>
        <translation>Une livraison plus chère avait été choisie&#x202f;: seul le prix de la livraison standard est rendu, {amount} sur {paid}.</translation>
    </message>
    <message>
        <source>The sale is looked for later: until then no money goes back.</source>
        <translation>La vente sera cherchée plus tard&#x202f;: d’ici là rien n’est remboursé.</translation>
    </message>
    <message>
        <source>Choose or scan first what is brought back.</source>
        <translation>Choisissez ou scannez d’abord ce qui est rapporté.</translation>
    </message>
    <message>
        <source>Still to be said of {name}: {lacks}.</source>
        <translation>Reste à indiquer pour {name}&#x202f;: {lacks}.</translation>
    </message>
    <message>
        <source>Take the goods</source>
        <translation>Prendre l’article</translation>
    </message>
    <message>
        <source>Sign {amount}</source>
        <translation>Signer {amount}</translation>
    </message>
    <message>
        <source>Have {amount} signed</source>
        <translation>Faire signer {amount}</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Rembourser {amount}</translation>
    </message>
    <message>
        <source>Order it, {amount} to pay</source>
        <translation>Commander, {amount} à payer</translation>
    </message>
    <message>
        <source>Order it and refund {amount}</source>
        <translation>Commander et rembourser {amount}</translation>
    </message>
    <message>
        <source>Order it in exchange</source>
        <translation>Commander en échange</translation>
    </message>
    <message>
        <source>{number}: goods taken back</source>
        <translation>{number}&#x202f;: article repris</translation>
    </message>
    <message>
        <source>{number}: the exchange waits for a manager</source>
        <translation>{number}&#x202f;: l’échange attend un responsable</translation>
    </message>
    <message>
        <source>{number}: {amount} queued</source>
        <translation>{number}&#x202f;: {amount} en attente</translation>
    </message>
    <message>
        <source>{number}: {amount} refunded</source>
        <translation>{number}&#x202f;: {amount} remboursés</translation>
    </message>
    <message>
        <source>{number}: {amount} not refunded</source>
        <translation>{number}&#x202f;: {amount} non remboursés</translation>
    </message>
    <message>
        <source>Approved and signed by {name}.</source>
        <translation>Validé et signé par {name}.</translation>
    </message>
    <message>
        <source>It is executed once headquarters is reached; the customer has no money yet.</source>
        <translation>Exécuté dès que le siège répond&#x202f;; le client n’a pas encore l’argent.</translation>
    </message>
    <message>
        <source>Headquarters executes it now: {means}.</source>
        <translation>Le siège l’exécute maintenant&#x202f;: {means}.</translation>
    </message>
    <message>
        <source>The sale is looked for later; the goods are here.</source>
        <translation>La vente sera cherchée plus tard&#x202f;; l’article est ici.</translation>
    </message>
    <message>
        <source>It is under Approve, for whoever signs.</source>
        <translation>À signer par un responsable, dans Valider.</translation>
    </message>
    <message>
        <source>By the chain’s own rule.</source>
        <translation>Selon la règle de l’enseigne.</translation>
    </message>
    <message>
        <source>Which sale is {number} of?</source>
        <translation>De quelle vente est {number}&#x202f;?</translation>
    </message>
    <message>
        <source>Search it; what is on the slip is found on it, and its money proposed.</source>
        <translation>Cherchez-la&#x202f;; les articles du bon y sont retrouvés, et l’argent proposé.</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Retour {number}</translation>
    </message>
    <message>
        <source>It can be spent once headquarters has confirmed it.</source>
        <translation>Utilisable dès que le siège l’a confirmé.</translation>
    </message>
    <message>
        <source>Ordered, and not held yet: headquarters hears of it once the line is back. If nothing is free then, the store tells you, and gives the money or another article.</source>
        <translation>Commandé, pas encore réservé&#x202f;: le siège l’apprend au retour de la ligne. Si plus rien n’est libre alors, le magasin vous prévient et rend l’argent ou donne un autre article.</translation>
    </message>
    <message>
        <source>Ordered: headquarters holds it under this number.</source>
        <translation>Commandé&#x202f;: le siège le réserve sous ce numéro.</translation>
    </message>
    <message>
        <source>the standard one, of {paid} paid</source>
        <translation>livraison standard, sur {paid} payés</translation>
    </message>
    <message>
        <source>Exchanged; {amount} have been paid.</source>
        <translation>Échangé&#x202f;; {amount} ont été réglés.</translation>
    </message>
    <message>
        <source>Exchanged; {paid} of {amount} have been paid.</source>
        <translation>Échangé&#x202f;; {paid} sur {amount} ont été réglés.</translation>
    </message>
    <message>
        <source>Ordered under {number}.</source>
        <translation>Commandé sous le numéro {number}.</translation>
    </message>
    <message>
        <source>Ordered, and not held yet: headquarters is asked now. If nothing is free there, the store tells you, and gives the money or another article.</source>
        <translation>Commandé, pas encore réservé&#x202f;: le siège est interrogé à l’instant. Si plus rien n’est disponible, le magasin vous prévient, et vous rembourse ou vous propose un autre article.</translation>
    </message>
    <message>
        <source>{paid} of {amount} have been paid.</source>
        <translation>{paid} sur {amount} ont été réglés.</translation>
    </message>
    <message>
        <source>{amount} have been paid.</source>
        <translation>{amount} ont été réglés.</translation>
    </message>
    <message>
        <source>{amount} are to be paid at the till.</source>
        <translation>{amount} restent à régler en caisse.</translation>
    </message>
    <message>
        <source>{amount} are to be paid once it is held.</source>
        <translation>{amount} sont à payer une fois l’article réservé.</translation>
    </message>
    <message>
        <source>Refunded.</source>
        <translation>Remboursé.</translation>
    </message>
    <message>
        <source>Not refunded yet: the store still has to agree.</source>
        <translation>Pas encore remboursé&#x202f;: le magasin doit encore donner son accord.</translation>
    </message>
    <message>
        <source>Not refunded: the payment has failed. The store sees to it.</source>
        <translation>Non remboursé&#x202f;: le paiement a échoué. Le magasin s’en occupe.</translation>
    </message>
    <message>
        <source>Refund queued: it is paid once the line to headquarters is back.</source>
        <translation>Remboursement en attente&#x202f;: il sera versé dès que la ligne avec le siège sera rétablie.</translation>
    </message>
    <message>
        <source>Refund queued: it is on its way, and not paid yet.</source>
        <translation>Remboursement en attente&#x202f;: il est en route, et pas encore versé.</translation>
    </message>
    <message>
        <source>Ask headquarters</source>
        <translation>Demander au siège</translation>
    </message>
    <message>
        <source>Headquarters has found it</source>
        <translation>Le siège l’a trouvée</translation>
    </message>
    <message>
        <source>It comes here in a moment.</source>
        <translation>Elle arrive ici dans un instant.</translation>
    </message>
    <message>
        <source>Reference on the card slip (optional)</source>
        <translation>Référence du ticket carte (facultatif)</translation>
    </message>
    <message>
        <source>By card</source>
        <translation>Par carte</translation>
    </message>
    <message>
        <source>In cash</source>
        <translation>En espèces</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Geste commercial</translation>
    </message>
    <message>
        <source>Cash lost</source>
        <translation>Espèces perdues</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Rapporté</translation>
    </message>
    <message>
        <source>Taken instead</source>
        <translation>Pris à la place</translation>
    </message>
    <message>
        <source>Goodwill, as store credit</source>
        <translation>Geste commercial, en avoir</translation>
    </message>
    <message>
        <source>The new article is free nowhere any more</source>
        <translation>Le nouvel article n’est plus libre nulle part</translation>
    </message>
    <message>
        <source>The new article was cancelled</source>
        <translation>Le nouvel article a été annulé</translation>
    </message>
    <message>
        <source>Its money is still to be given</source>
        <translation>L’argent reste à rendre</translation>
    </message>
    <message>
        <source>The customer pays for the exchange</source>
        <translation>Le client paie l’échange</translation>
    </message>
    <message>
        <source>The new article is the customer’s</source>
        <translation>Le nouvel article est au client</translation>
    </message>
    <message>
        <source>Its money came back: it is settled under Approve</source>
        <translation>Son argent est revenu&#x202f;: cela se règle dans Valider</translation>
    </message>
    <message>
        <source>The new article waits for a manager’s word</source>
        <translation>Le nouvel article attend l’accord d’un responsable</translation>
    </message>
    <message>
        <source>To be paid out in cash</source>
        <translation>À verser en espèces</translation>
    </message>
    <message>
        <source>{amount} still to go to the customer</source>
        <translation>{amount} encore à rendre au client</translation>
    </message>
    <message>
        <source>{amount} on the way to the customer</source>
        <translation>{amount} en cours de remboursement</translation>
    </message>
    <message>
        <source>Still to be paid, of {amount}</source>
        <translation>Reste à payer sur {amount}</translation>
    </message>
    <message>
        <source>Its money waits for a manager’s word</source>
        <translation>Le remboursement attend l’accord d’un responsable</translation>
    </message>
    <message>
        <source>Nothing more to do here</source>
        <translation>Il n’y a plus rien à faire ici</translation>
    </message>
    <message>
        <source>The new article is on its way to the customer</source>
        <translation>Le nouvel article est en route pour le client</translation>
    </message>
    <message>
        <source>The new article is held for the customer</source>
        <translation>Le nouvel article est réservé</translation>
    </message>
    <message>
        <source>Headquarters is asked for the new article</source>
        <translation>Le siège réserve le nouvel article</translation>
    </message>
    <message>
        <source>The new article waits for the line</source>
        <translation>Le nouvel article attend la ligne</translation>
    </message>
    <message>
        <source>The rest goes back</source>
        <translation>Le reste est rendu</translation>
    </message>
    <message>
        <source>One for the other</source>
        <translation>L’un pour l’autre</translation>
    </message>
    <message>
        <source>It was ordered in exchange and never came: another article, or money.</source>
        <translation>Commandé en échange et jamais arrivé&#x202f;: un autre article, ou l’argent.</translation>
    </message>
    <message>
        <source>A substitute was taken that costs less: the difference is the customer’s.</source>
        <translation>L’article de remplacement coûte moins cher&#x202f;: la différence revient au client.</translation>
    </message>
    <message>
        <source>{amount} in cash are paid out once it is held.</source>
        <translation>{amount} seront versés en espèces une fois l’article réservé.</translation>
    </message>
    <message>
        <source>None of its money has moved: choose another article, or give it back.</source>
        <translation>Rien n’a été payé ni rendu&#x202f;: choisissez un autre article, ou rendez l’argent.</translation>
    </message>
    <message>
        <source>Not covered, a manager may take it back all the same: {goods}</source>
        <translation>Hors règle, un responsable peut le reprendre quand même&#x202f;: {goods}</translation>
    </message>
    <message>
        <source>Refused, to be given back: {goods}</source>
        <translation>Refusé, à rendre au client&#x202f;: {goods}</translation>
    </message>
    <message>
        <source>Stays refused, given back: {units}</source>
        <translation>Reste refusé, rendu au client&#x202f;: {units}</translation>
    </message>
    <message>
        <source>Why does it stay refused?</source>
        <translation>Pourquoi est-ce refusé&#x202f;?</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}&#x202f;: {why}</translation>
    </message>
    <message>
        <source>{amount} at most, {day} a day; a manager gives it.</source>
        <translation>{amount} au plus, {day} par jour&#x202f;; un responsable l’accorde.</translation>
    </message>
    <message>
        <source>{name} gives {amount}</source>
        <translation>{name} accorde {amount}</translation>
    </message>
    <message>
        <source>Give {amount}</source>
        <translation>Accorder {amount}</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Accorder</translation>
    </message>
    <message>
        <source>Give {amount} back</source>
        <translation>Rendre {amount}</translation>
    </message>
    <message>
        <source>Take it back all the same</source>
        <translation>Le reprendre quand même</translation>
    </message>
    <message>
        <source>{amount} paid, send it on its way</source>
        <translation>{amount} payés, mettre en route</translation>
    </message>
    <message>
        <source>{amount} paid in all, send it on its way</source>
        <translation>{amount} en tout, mettre en route</translation>
    </message>
    <message>
        <source>{amount} paid, handed out</source>
        <translation>{amount} encaissés, article remis</translation>
    </message>
    <message>
        <source>{amount} paid in all, handed out</source>
        <translation>{amount} en tout, article remis</translation>
    </message>
    <message>
        <source>The receipt is being printed again.</source>
        <translation>Le justificatif est réimprimé.</translation>
    </message>
    <message>
        <source>Handed out</source>
        <translation>Article remis</translation>
    </message>
    <message>
        <source>Pay out {amount}</source>
        <translation>Verser {amount}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>{amount} paid out in cash by {name}.</source>
        <translation>{amount} versés en espèces par {name}.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Why is it taken back all the same, or not?</source>
        <translation>Pourquoi est-ce repris, ou refusé&#x202f;?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi&#x202f;?</translation>
    </message>
    <message>
        <source>What came back, and its money</source>
        <translation>Ce qui est revenu, et son argent</translation>
    </message>
    <message>
        <source>Money back</source>
        <translation>Remboursement</translation>
    </message>
    <message>
        <source>Scan what is taken instead</source>
        <translation>Scannez ce qui est pris à la place</translation>
    </message>
    <message>
        <source>the customer pays for the exchange</source>
        <translation>le client paie l’échange</translation>
    </message>
    <message>
        <source>one for the other: nothing is to be paid</source>
        <translation>l’un pour l’autre&#x202f;: rien à payer</translation>
    </message>
    <message>
        <source>Have the exchange signed</source>
        <translation>Faire signer l’échange</translation>
    </message>
    <message>
        <source>Exchange, {amount} to pay</source>
        <translation>Échanger, + {amount}</translation>
    </message>
    <message>
        <source>Exchange and refund {amount}</source>
        <translation>Échanger et rembourser {amount}</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Échanger</translation>
    </message>
    <message>
        <source>{number}: exchanged</source>
        <translation>{number}&#x202f;: échangé</translation>
    </message>
    <message>
        <source>{number}: {amount} waits for a manager</source>
        <translation>{number}&#x202f;: {amount} à valider par un responsable</translation>
    </message>
    <message>
        <source>The new article is held for the customer.</source>
        <translation>Le nouvel article est réservé au client.</translation>
    </message>
    <message>
        <source>Exchanged; {amount} are to be paid at the till.</source>
        <translation>Échangé&#x202f;; {amount} à payer en caisse.</translation>
    </message>
    <message>
        <source>Exchanged; nothing is to be paid.</source>
        <translation>Échangé&#x202f;; rien à payer.</translation>
    </message>
    <message>
        <source>What is taken instead?</source>
        <translation>Que prend-on à la place&#x202f;?</translation>
    </message>
    <message>
        <source>Scan the new article, or choose its size and colour. A plus: it is in another place.</source>
        <translation>Scannez le nouvel article, ou choisissez taille et couleur. +&#x202f;:&#xa0;dans un autre magasin.</translation>
    </message>
    <message>
        <source>Distance sale; no carrier has told its delivery, so it counts as delivered 30 days after the order or later, and 14 days from then.</source>
        <translation>Vente à distance&#x202f;; aucun transporteur n’a confirmé la livraison&#x202f;: elle compte comme livrée 30 jours après la commande ou plus tard, puis 14 jours.</translation>
    </message>
    <message>
        <source>Its history is at headquarters.</source>
        <translation>Son historique est au siège.</translation>
    </message>
    <message>
        <source>Left on it</source>
        <translation>Solde</translation>
    </message>
    <message>
        <source>What happened to it</source>
        <translation>Son historique</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Avoir</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>Carte cadeau</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émis</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Dépensé</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Recrédité</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expiré</translation>
    </message>
    <message>
        <source>expired {day}</source>
        <translation>expiré {day}</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>épuisé</translation>
    </message>
    <message>
        <source>valid until {day}</source>
        <translation>valable jusqu’au {day}</translation>
    </message>
    <message>
        <source>Headquarters is asked…</source>
        <translation>Le siège est interrogé…</translation>
    </message>
    <message>
        <source>Offline: what this store knew last. It may have been spent elsewhere.</source>
        <translation>Hors ligne&#x202f;: dernier état connu ici. Il a pu être dépensé ailleurs.</translation>
    </message>
    <message>
        <source>Take along</source>
        <translation>Emporter</translation>
    </message>
    <message>
        <source>Collect here</source>
        <translation>Retirer ici</translation>
    </message>
    <message>
        <source>Send home</source>
        <translation>Livrer à domicile</translation>
    </message>
    <message>
        <source>No store is known to have it: headquarters says whether more comes, and when.</source>
        <translation>D’après ce que l’on sait ici, aucun magasin n’en a&#x202f;: le siège dira s’il en arrive, et quand.</translation>
    </message>
    <message>
        <source>Headquarters says where it comes from, and when.</source>
        <translation>Le siège dira d’où il vient, et quand.</translation>
    </message>
    <message>
        <source>Most likely from {place}, free there: {count}.</source>
        <translation>Sans doute de {place}, libres là-bas&#x202f;: {count}.</translation>
    </message>
    <message>
        <source>Leaves {day}, {time} with {carrier}.</source>
        <translation>Part {day}, {time} avec {carrier}.</translation>
    </message>
    <message>
        <source>Leaves {day}, {time} with {carrier}, there by {arrival}.</source>
        <translation>Part {day}, {time} avec {carrier}, livré au plus tard {arrival}.</translation>
    </message>
    <message>
        <source>Delivery is free.</source>
        <translation>Livraison offerte.</translation>
    </message>
    <message>
        <source>Headquarters chooses the carrier.</source>
        <translation>Le siège choisit le transporteur.</translation>
    </message>
    <message>
        <source>In {parcels}.</source>
        <translation>En {parcels}.</translation>
    </message>
    <message>
        <source>Less than 1 kg of CO₂e.</source>
        <translation>Moins de 1 kg de CO₂e.</translation>
    </message>
    <message>
        <source>About {weight} kg of CO₂e.</source>
        <translation>Environ {weight} kg de CO₂e.</translation>
    </message>
    <message>
        <source>Here from {day}, {time}.</source>
        <translation>Ici dès {day}, {time}.</translation>
    </message>
    <message>
        <source>Leaves by {day}, {time}.</source>
        <translation>Part au plus tard {day}, {time}.</translation>
    </message>
    <message>
        <source>It is held as soon as you go on; all of the exchange goes together.</source>
        <translation>Il est réservé dès que vous continuez&#x202f;; tout l’échange part ensemble.</translation>
    </message>
    <message>
        <source>Offline: it is held once the line is back. Until then no money of it moves.</source>
        <translation>Hors ligne&#x202f;: il est réservé au retour de la ligne. D’ici là, rien n’est payé ni rendu.</translation>
    </message>
    <message>
        <source>When headquarters heard of it, nothing was free any more.</source>
        <translation>Quand le siège l’a appris, plus rien n’était libre.</translation>
    </message>
    <message>
        <source>Headquarters has cancelled its order.</source>
        <translation>Le siège a annulé sa commande.</translation>
    </message>
    <message>
        <source>Nothing is held before headquarters has heard of it.</source>
        <translation>Rien n’est réservé avant que le siège ne l’apprenne.</translation>
    </message>
    <message>
        <source>Held for {name} as order {number}.</source>
        <translation>Réservé pour {name}, commande {number}.</translation>
    </message>
    <message>
        <source>For whom?</source>
        <translation>Pour qui&#x202f;?</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Rue</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Code postal</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Sales and returns found</source>
        <translation>Ventes et retours trouvés</translation>
    </message>
    <message>
        <source>Only returns are found, not the sale</source>
        <translation>Des retours seulement, pas la vente</translation>
    </message>
</context>
<context>
    <name>ScanProblems</name>
    <message>
        <source>There is nothing in it.</source>
        <translation>Il n’y a rien dedans.</translation>
    </message>
    <message>
        <source>It is too long for any barcode that Coulisse reads.</source>
        <translation>Il est trop long pour tout code-barres que Coulisse lit.</translation>
    </message>
    <message>
        <source>Its check digit is wrong.</source>
        <translation>Sa clé de contrôle est fausse.</translation>
    </message>
    <message>
        <source>It begins like a parcel’s label of Coulisse and is not a whole one.</source>
        <translation>Il commence comme une étiquette de colis de Coulisse et n’en est pas une entière.</translation>
    </message>
    <message>
        <source>It is GS1 data that cannot be read.</source>
        <translation>Ce sont des données GS1 illisibles.</translation>
    </message>
    <message>
        <source>It is GS1 data that names neither an article nor a parcel.</source>
        <translation>Ce sont des données GS1 qui ne nomment ni article ni colis.</translation>
    </message>
    <message>
        <source>It is no barcode that Coulisse knows.</source>
        <translation>Ce n’est pas un code-barres que Coulisse connaît.</translation>
    </message>
    <message>
        <source>names a day that does not exist.</source>
        <translation>donne un jour qui n’existe pas.</translation>
    </message>
    <message>
        <source>names a month that does not exist.</source>
        <translation>donne un mois qui n’existe pas.</translation>
    </message>
    <message>
        <source>has a wrong check digit.</source>
        <translation>a une clé de contrôle fausse.</translation>
    </message>
    <message>
        <source>is too long.</source>
        <translation>est trop long.</translation>
    </message>
    <message>
        <source>is too short.</source>
        <translation>est trop court.</translation>
    </message>
    <message>
        <source>is not as GS1 wants it.</source>
        <translation>n’est pas conforme à GS1.</translation>
    </message>
    <message>
        <source>“{text}” is not understood.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas compris.</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>This barcode means nothing on this screen. {0}</source>
        <translation>Ce code-barres ne sert pas sur cet écran. {0}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>The scanner is set up: it sends {prefix} before and {suffix} after each barcode.</source>
        <translation>Le lecteur est réglé&#x202f;: il envoie {prefix} avant et {suffix} après chaque code-barres.</translation>
    </message>
    <message>
        <source>The scanner is set up: it sends nothing before or after a barcode.</source>
        <translation>Le lecteur est réglé&#x202f;: il n’envoie rien avant ni après un code-barres.</translation>
    </message>
    <message>
        <source>The same barcode twice within a second: it counts twice.</source>
        <translation>Le même code-barres deux fois en une seconde&#x202f;: il compte deux fois.</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>found by {0}</source>
        <translation>trouvé par {0}</translation>
    </message>
    <message>
        <source>close to what was typed: {0}</source>
        <translation>proche de la saisie&#x202f;: {0}</translation>
    </message>
    <message>
        <source>nothing is written “{typed}”; did you mean “{meant}”?</source>
        <translation>rien ne s’écrit «&#x202f;{typed}&#x202f;»&#x202f;; vouliez-vous dire «&#x202f;{meant}&#x202f;»&#x202f;?</translation>
    </message>
    <message>
        <source>Barcode {0}</source>
        <translation>Code-barres {0}</translation>
    </message>
    <message>
        <source>Number {0}</source>
        <translation>Référence {0}</translation>
    </message>
    <message>
        <source>Serial number {0}</source>
        <translation>N°&#xa0;de série {0}</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>It was changed while the PIN was checked. Look at it again, then sign.</source>
        <translation>Quelque chose a changé pendant la saisie du code. Vérifiez, puis signez à nouveau.</translation>
    </message>
    <message>
        <source>Photo of a return</source>
        <translation>Photo d’un retour</translation>
    </message>
    <message>
        <source>This is not a picture that can be read.</source>
        <translation>Ce n’est pas une image lisible.</translation>
    </message>
    <message>
        <source>{order_number} was worked on although it was {state} already. Check its parcels.</source>
        <translation>{order_number} a été traitée alors qu’elle était déjà {state}. Vérifiez ses colis.</translation>
    </message>
    <message>
        <source>{order_number} was worked on before anybody had taken it. Check who has it.</source>
        <translation>{order_number} a été traitée avant que quelqu’un la prenne. Vérifiez qui l’a.</translation>
    </message>
    <message>
        <source>{order_number} was prepared although it is {state}. Put the goods back.</source>
        <translation>{order_number} a été préparée alors qu’elle est {state}. Remettez les articles en rayon.</translation>
    </message>
    <message>
        <source>A step of {order_number} was left out: it was only {state}. Check what is in it.</source>
        <translation>Une étape de {order_number} a été sautée&#x202f;: elle était seulement {state}. Vérifiez son contenu.</translation>
    </message>
    <message>
        <source>{order_number} was handed over although it was only {state}. Check what has left.</source>
        <translation>{order_number} a été remise au client alors qu’elle était seulement {state}. Vérifiez ce qui est parti.</translation>
    </message>
    <message>
        <source>{order_number} was handed over although it is {state}. The money must be looked at.</source>
        <translation>{order_number} a été remise au client alors qu’elle est {state}. Le paiement est à vérifier.</translation>
    </message>
    <message>
        <source>{order_number} was handed over twice. Find out who has the goods.</source>
        <translation>{order_number} a été remise deux fois. Cherchez qui a les articles.</translation>
    </message>
    <message>
        <source>{order_number} was sent although it is {state}. Call the parcel back.</source>
        <translation>{order_number} a été expédiée alors qu’elle est {state}. Faites revenir le colis.</translation>
    </message>
    <message>
        <source>{order_number} was told as sent twice.</source>
        <translation>{order_number} a été déclarée expédiée deux fois.</translation>
    </message>
    <message>
        <source>{order_number} was delivered, and nobody had told that it was sent.</source>
        <translation>{order_number} a été livrée sans avoir été déclarée expédiée.</translation>
    </message>
    <message>
        <source>{order_number} was told as delivered twice.</source>
        <translation>{order_number} a été déclarée livrée deux fois.</translation>
    </message>
    <message>
        <source>{order_number} arrived, and nobody had told that it was sent.</source>
        <translation>{order_number} est arrivée sans avoir été déclarée expédiée.</translation>
    </message>
    <message>
        <source>{order_number} was told as arrived twice.</source>
        <translation>{order_number} a été déclarée arrivée deux fois.</translation>
    </message>
    <message>
        <source>{order_number} was put back although it was {state}. Does the customer still come?</source>
        <translation>{order_number} a été remise en rayon alors qu’elle était {state}. Le client vient-il encore&#x202f;?</translation>
    </message>
    <message>
        <source>{order_number} was put back although it had left. Count its articles.</source>
        <translation>{order_number} a été remise en rayon alors qu’elle était partie. Comptez ses articles.</translation>
    </message>
    <message>
        <source>{order_number} was put back twice. Count its articles.</source>
        <translation>{order_number} a été remise en rayon deux fois. Comptez ses articles.</translation>
    </message>
    <message>
        <source>More of {name} was picked for {order_number} than was ordered. Put one back.</source>
        <translation>{name}&#x202f;: plus de prélevés que de commandés pour {order_number}. Remettez-en un en rayon.</translation>
    </message>
    <message>
        <source>More of {name} was taken back for {order_number} than had been told. Count it.</source>
        <translation>{name}&#x202f;: plus d’annulés que de déclarés pour {order_number}. Comptez cet article.</translation>
    </message>
    <message>
        <source>More of {name} was told short for {order_number} than was ordered. Count it.</source>
        <translation>{name}&#x202f;: plus de manquants que de commandés pour {order_number}. Comptez cet article.</translation>
    </message>
    <message>
        <source>let an order leave unpaid</source>
        <translation>laisser partir une commande impayée</translation>
    </message>
    <message>
        <source>Refused after it left</source>
        <translation>Refusée, déjà partie</translation>
    </message>
    <message>
        <source>{name} was picked for {order_number} without its serial number. Write it down.</source>
        <translation>{name}&#x202f;: prélevé pour {order_number} sans son numéro de série. Notez-le.</translation>
    </message>
    <message>
        <source>{order_number} was paid online as a whole, and {amount} had been taken for it at the counter before. Its shop gives {amount} back to the customer; nothing goes back at the counter.</source>
        <translation>{order_number} a été payée en ligne en totalité, alors que {amount} avaient déjà été encaissés au comptoir. Le site rend {amount} au client&#x202f;; rien n’est à rendre au comptoir.</translation>
    </message>
    <message>
        <source>“{deed}” has no effect: {why} Put what is still in hand here back on its shelf, and have it counted if its stock is not right.</source>
        <translation>«&#x202f;{deed}&#x202f;» reste sans effet&#x202f;: {why} Remettez en rayon ce que vous avez encore en main ici, et faites compter l’article si son stock n’est pas juste.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) was picked twice. Look which piece is in the parcel.</source>
        <translation>La pièce {serial} ({name}) a été prélevée deux fois. Regardez laquelle est dans le colis.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) is not known to be in this store. Check its number.</source>
        <translation>La pièce {serial} ({name}) n’est pas connue dans ce magasin. Vérifiez son numéro.</translation>
    </message>
    <message>
        <source>What was packed for {order_number} is not what was picked. Open the parcel.</source>
        <translation>Le colis de {order_number} ne contient pas ce qui a été prélevé. Ouvrez-le.</translation>
    </message>
    <message>
        <source>The parcel {number} in the bin is not one of {order_number}.</source>
        <translation>Le colis {number} dans le casier n’est pas de {order_number}.</translation>
    </message>
    <message>
        <source>Goods of {order_number} left before they were set aside for it. Count its articles.</source>
        <translation>Des articles de {order_number} sont partis avant d’être mis de côté. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} were told as gone twice. Count its articles.</source>
        <translation>Le départ des articles de {order_number} a été noté deux fois. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} left although they were free for others. Count its articles.</source>
        <translation>Des articles de {order_number} sont partis alors qu’ils étaient libres pour d’autres. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} left although they were told missing. Count its articles.</source>
        <translation>Des articles de {order_number} sont partis alors qu’ils étaient notés manquants. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} were told missing before they were set aside. Count its articles.</source>
        <translation>Des articles de {order_number} ont été notés manquants avant d’être mis de côté. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} were told missing after they had left. Count its articles.</source>
        <translation>Des articles de {order_number} ont été notés manquants après leur départ. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} were told missing when they were free again. Count its articles.</source>
        <translation>Des articles de {order_number} ont été notés manquants alors qu’ils étaient libres. Recomptez-les.</translation>
    </message>
    <message>
        <source>Goods of {order_number} were told missing twice. Count its articles.</source>
        <translation>Des articles de {order_number} ont été notés manquants deux fois. Recomptez-les.</translation>
    </message>
    <message>
        <source>Articles of {order_number} were found here when another store had begun to prepare them.</source>
        <translation>Des articles de {order_number} ont été retrouvés ici alors qu’un autre magasin les prépare.</translation>
    </message>
    <message>
        <source>{order_number} was paid after it had been cancelled. The money must be given back.</source>
        <translation>{order_number} a été payée après son annulation. L’argent est à rendre.</translation>
    </message>
    <message>
        <source>{order_number} was handed over with a wrong pickup code. Ask who was at the counter.</source>
        <translation>{order_number} a été remise avec un mauvais code de retrait. Demandez qui était au comptoir.</translation>
    </message>
    <message>
        <source>{order_number} left with {amount} unpaid. Claim it from the customer.</source>
        <translation>{order_number} est partie avec {amount} impayés. À réclamer au client.</translation>
    </message>
    <message>
        <source>{order_number} has left here, and from {place} too. Agree with the customer: they bring back what is too much, or pay for it.</source>
        <translation>{order_number} est partie d’ici, et de {place} aussi. Convenez avec le client&#x202f;: il rapporte ce qu’il a en trop, ou le paie.</translation>
    </message>
    <message>
        <source>{order_number} was paid {amount} more than was due. Give it back to the customer.</source>
        <translation>{order_number} a été payée {amount} de trop. Rendez la différence au client.</translation>
    </message>
    <message>
        <source>Worked on too late</source>
        <translation>Traitée trop tard</translation>
    </message>
    <message>
        <source>Worked on before it was taken</source>
        <translation>Traitée avant d’être prise</translation>
    </message>
    <message>
        <source>Prepared though cancelled</source>
        <translation>Préparée malgré l’annulation</translation>
    </message>
    <message>
        <source>A step was left out</source>
        <translation>Étape sautée</translation>
    </message>
    <message>
        <source>Handed over unprepared</source>
        <translation>Remise sans préparation</translation>
    </message>
    <message>
        <source>Handed over though cancelled</source>
        <translation>Remise malgré l’annulation</translation>
    </message>
    <message>
        <source>Handed over twice</source>
        <translation>Remise deux fois</translation>
    </message>
    <message>
        <source>Sent though cancelled</source>
        <translation>Expédiée malgré l’annulation</translation>
    </message>
    <message>
        <source>Sent twice</source>
        <translation>Expédiée deux fois</translation>
    </message>
    <message>
        <source>Refused though cancelled</source>
        <translation>Refusée, déjà annulée</translation>
    </message>
    <message>
        <source>Delivered, never sent</source>
        <translation>Livrée sans expédition</translation>
    </message>
    <message>
        <source>Delivered twice</source>
        <translation>Livrée deux fois</translation>
    </message>
    <message>
        <source>Arrived, never sent</source>
        <translation>Arrivée sans expédition</translation>
    </message>
    <message>
        <source>Arrived twice</source>
        <translation>Arrivée deux fois</translation>
    </message>
    <message>
        <source>{order_number} was refused by its customer although it is {state}. Put the goods back.</source>
        <translation>{order_number} a été refusée par son client alors qu’elle est {state}. Remettez les articles en rayon.</translation>
    </message>
    <message>
        <source>Put back unasked</source>
        <translation>Remise en rayon non demandée</translation>
    </message>
    <message>
        <source>Put back after it left</source>
        <translation>Remise en rayon après départ</translation>
    </message>
    <message>
        <source>Put back twice</source>
        <translation>Remise en rayon deux fois</translation>
    </message>
    <message>
        <source>Picked too many</source>
        <translation>Prélevé en trop</translation>
    </message>
    <message>
        <source>Took back too many</source>
        <translation>Annulé en trop</translation>
    </message>
    <message>
        <source>Told too many short</source>
        <translation>Trop de manquants</translation>
    </message>
    <message>
        <source>Serial number missing</source>
        <translation>Numéro de série absent</translation>
    </message>
    <message>
        <source>May leave unpaid</source>
        <translation>Peut partir impayée</translation>
    </message>
    <message>
        <source>Handed over too many</source>
        <translation>Trop remis</translation>
    </message>
    <message>
        <source>Picked the same piece twice</source>
        <translation>Pièce prélevée deux fois</translation>
    </message>
    <message>
        <source>{order_number} was refused by its customer although it had left. Find out who has the goods.</source>
        <translation>{order_number} a été refusée par son client alors qu’elle était partie. Cherchez qui a les articles.</translation>
    </message>
    <message>
        <source>Piece not known here</source>
        <translation>Pièce inconnue ici</translation>
    </message>
    <message>
        <source>Packed other than picked</source>
        <translation>Colis différent du prélèvement</translation>
    </message>
    <message>
        <source>Unknown parcel in the bin</source>
        <translation>Colis inconnu dans le casier</translation>
    </message>
    <message>
        <source>Wrong pickup code</source>
        <translation>Mauvais code de retrait</translation>
    </message>
    <message>
        <source>Left unpaid</source>
        <translation>Partie sans paiement</translation>
    </message>
    <message>
        <source>This is not the number of a parcel. Scan its label again.</source>
        <translation>Ce n’est pas un numéro de colis. Scannez de nouveau son étiquette.</translation>
    </message>
    <message>
        <source>This barcode was not read whole. Scan it again.</source>
        <translation>Ce code-barres n’a pas été lu en entier. Scannez-le de nouveau.</translation>
    </message>
    <message>
        <source>The opening hours of this location cannot be read: “{text}”.</source>
        <translation>Les horaires de ce lieu sont illisibles&#x202f;: «&#x202f;{text}&#x202f;».</translation>
    </message>
    <message>
        <source>Parcels cannot be numbered now. Headquarters must look at this store’s number range.</source>
        <translation>Impossible de numéroter des colis. Le siège doit vérifier la plage de numéros de ce magasin.</translation>
    </message>
    <message>
        <source>What came from headquarters cannot be read. It is asked for again; nothing here is lost.</source>
        <translation>Les données reçues du siège sont illisibles. Elles sont redemandées&#x202f;; rien n’est perdu ici.</translation>
    </message>
    <message>
        <source>The copy of the network is not whole. It is fetched again; orders go on meanwhile.</source>
        <translation>La copie du réseau est incomplète. Elle est rechargée&#x202f;; les commandes continuent.</translation>
    </message>
    <message>
        <source>The program made something that cannot be sent. Please tell support; nothing was done.</source>
        <translation>Le programme a produit un envoi impossible. Prévenez l’assistance&#x202f;; rien n’a été fait.</translation>
    </message>
    <message>
        <source>This label cannot be made. Please tell support: {code}.</source>
        <translation>Cette étiquette est impossible à créer. Prévenez l’assistance&#x202f;: {code}.</translation>
    </message>
    <message>
        <source>Intake is limited for {hours} hours at most, and until a later hour. Choose another end.</source>
        <translation>La prise de commandes se limite {hours} heures au plus, et jusqu’à une heure à venir. Choisissez une autre fin.</translation>
    </message>
    <message>
        <source>Between 1 and {most} orders can wait at a time. Choose another number.</source>
        <translation>Entre 1 et {most} commandes peuvent attendre à la fois. Choisissez un autre nombre.</translation>
    </message>
    <message>
        <source>Being tried on</source>
        <translation>À l’essayage</translation>
    </message>
    <message>
        <source>Write down why, then it can be limited.</source>
        <translation>Notez pourquoi, et la limite peut être posée.</translation>
    </message>
    <message>
        <source>This is not possible any more where the order stands now. Choose something else.</source>
        <translation>Ce n’est plus possible là où en est la commande. Choisissez autre chose.</translation>
    </message>
    <message>
        <source>Headquarters does not know that this was to be counted.</source>
        <translation>Le siège ne sait pas que c’était à compter.</translation>
    </message>
    <message>
        <source>This order is not this store’s any more.</source>
        <translation>Cette commande ne concerne plus ce magasin.</translation>
    </message>
    <message>
        <source>This order is prepared in another store.</source>
        <translation>Cette commande se prépare dans un autre magasin.</translation>
    </message>
    <message>
        <source>{order_number} had arrived where it is collected ({place}) before this was told.</source>
        <translation>{order_number} était déjà arrivée au lieu de retrait ({place}) quand cela a été transmis.</translation>
    </message>
    <message>
        <source>This article is not part of the order any more.</source>
        <translation>Cet article ne fait plus partie de la commande.</translation>
    </message>
    <message>
        <source>More of {name} was handed over for {order_number} than was left of it. Count it.</source>
        <translation>Il a été remis plus de {name} pour {order_number} qu’il n’en restait. Comptez-le.</translation>
    </message>
    <message>
        <source>{name} is preparing this order. A manager can take it over.</source>
        <translation>{name} prépare cette commande. Un responsable peut la reprendre.</translation>
    </message>
    <message>
        <source>Somebody is at {order_number} by now: it was left to them.</source>
        <translation>Quelqu’un s’occupe déjà de {order_number}&#x202f;: elle lui a été laissée.</translation>
    </message>
    <message>
        <source>Only a manager may {permission}.</source>
        <translation>Seul un responsable peut {permission}.</translation>
    </message>
    <message>
        <source>{name} does not work here any more.</source>
        <translation>{name} ne travaille plus ici.</translation>
    </message>
    <message>
        <source>This cannot be done now: the order is {state}.</source>
        <translation>Impossible maintenant&#x202f;: la commande est {state}.</translation>
    </message>
    <message>
        <source>Something of {order_number} was picked: pack it, or put it back first.</source>
        <translation>Des articles de {order_number} sont prélevés&#x202f;: emballez-les, ou remettez-les d’abord en rayon.</translation>
    </message>
    <message>
        <source>There is nothing to settle here any more.</source>
        <translation>Il n’y a plus rien à résoudre ici.</translation>
    </message>
    <message>
        <source>This cannot be accepted as it was told. Leave it out, and enter it again if it is true.</source>
        <translation>Ceci ne peut pas être accepté tel quel. Écartez-le, puis ressaisissez-le si c’est exact.</translation>
    </message>
    <message>
        <source>Headquarters knows another action under the same number. A manager decides.</source>
        <translation>Le siège connaît une autre action sous le même numéro. Un responsable tranche.</translation>
    </message>
    <message>
        <source>A colleague has settled this already.</source>
        <translation>Un collègue l’a déjà résolue.</translation>
    </message>
    <message>
        <source>No place has what is missing of {order_number}. It cannot be sent or collected whole.</source>
        <translation>Ce qui manque à {order_number} n’est nulle part. La commande ne peut pas être servie en entier.</translation>
    </message>
    <message>
        <source>Free nowhere</source>
        <translation>Disponible nulle part</translation>
    </message>
    <message>
        <source>No place has what is missing of {order_number} yet. Cancel it, or let the customer wait.</source>
        <translation>Ce qui manque à {order_number} n’est encore nulle part. Annulez-le, ou laissez le client attendre.</translation>
    </message>
    <message>
        <source>This quantity cannot be right. Count again.</source>
        <translation>Cette quantité est impossible. Recomptez.</translation>
    </message>
    <message>
        <source>This weight cannot be right. Give it in grams.</source>
        <translation>Ce poids est impossible. Donnez-le en grammes.</translation>
    </message>
    <message>
        <source>This machine’s clock is ahead of headquarters’ by more than a day. Set it right.</source>
        <translation>L’horloge de ce poste avance de plus d’un jour sur celle du siège. Remettez-la à l’heure.</translation>
    </message>
    <message>
        <source>This happened more than a year ago, by this machine’s clock. Set it right.</source>
        <translation>Cela date de plus d’un an, selon l’horloge de ce poste. Remettez-la à l’heure.</translation>
    </message>
    <message>
        <source>This version of the program does not know what was asked. Update it.</source>
        <translation>Cette version du programme ne connaît pas cette demande. Mettez-la à jour.</translation>
    </message>
    <message>
        <source>The time zone of this location is not known.</source>
        <translation>Le fuseau horaire de ce lieu est inconnu.</translation>
    </message>
    <message>
        <source>The parcel numbers are used up. Connect, so that headquarters can give new ones.</source>
        <translation>Il n’y a plus de numéros de colis. Connectez-vous&#x202f;: le siège en donnera de nouveaux.</translation>
    </message>
    <message>
        <source>This person does not work here any more.</source>
        <translation>Cette personne ne travaille plus ici.</translation>
    </message>
    <message>
        <source>{name}’s PIN must be confirmed by headquarters first. Connect, then try again.</source>
        <translation>Le siège doit d’abord confirmer le code PIN de {name}. Connectez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>This PIN is not right.</source>
        <translation>Ce code PIN n’est pas le bon.</translation>
    </message>
    <message>
        <source>Nobody here has this badge.</source>
        <translation>Personne ici n’a ce badge.</translation>
    </message>
    <message>
        <source>This is your current PIN. Choose another.</source>
        <translation>C’est déjà votre code PIN. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The disk is full: nothing was written. Make room, then do it again.</source>
        <translation>Le disque est plein&#x202f;: rien n’a été écrit. Faites de la place, puis recommencez.</translation>
    </message>
    <message>
        <source>This workstation’s file is damaged. Restore it from a backup, or enrol again.</source>
        <translation>Le fichier de ce poste est endommagé. Restaurez une sauvegarde, ou enrôlez-le de nouveau.</translation>
    </message>
    <message>
        <source>The disk does not answer as it should: {reason}.</source>
        <translation>Le disque ne répond pas comme il faut&#x202f;: {reason}.</translation>
    </message>
    <message>
        <source>This workstation’s file was made with another key. Restore the key, or enrol again.</source>
        <translation>Le fichier de ce poste a été créé avec une autre clé. Restaurez la clé, ou enrôlez le poste de nouveau.</translation>
    </message>
    <message>
        <source>A newer version of the program has been here. Update this one.</source>
        <translation>Une version plus récente du programme est passée ici. Mettez celle-ci à jour.</translation>
    </message>
    <message>
        <source>Coulisse is open already on this machine.</source>
        <translation>Coulisse est déjà ouvert sur ce poste.</translation>
    </message>
    <message>
        <source>Nothing is left to pay for {order_number}.</source>
        <translation>Il ne reste rien à payer pour {order_number}.</translation>
    </message>
    <message>
        <source>This workstation is not enrolled. Ask headquarters for an enrolment code.</source>
        <translation>Ce poste n’est pas enrôlé. Demandez un code d’enrôlement au siège.</translation>
    </message>
    <message>
        <source>Another program holds this workstation’s file. Close it, then try again.</source>
        <translation>Un autre programme utilise le fichier de ce poste. Fermez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>The key of this workstation’s file cannot be read. Restore it, or enrol again.</source>
        <translation>La clé du fichier de ce poste est illisible. Restaurez-la, ou enrôlez le poste de nouveau.</translation>
    </message>
    <message>
        <source>The demo’s headquarters did not start. What it said is in {log}.</source>
        <translation>Le siège de démonstration n’a pas démarré. Son journal est dans {log}.</translation>
    </message>
    <message>
        <source>The demo could not be set up (exit code {exit_code}).</source>
        <translation>La démonstration n’a pas pu être préparée (code de sortie {exit_code}).</translation>
    </message>
    <message>
        <source>Headquarters cannot be reached. Work goes on here.</source>
        <translation>Le siège est injoignable. Le travail continue ici.</translation>
    </message>
    <message>
        <source>Articles of {order_number} worth {amount} were refused at the counter. Give back what was paid for them.</source>
        <translation>Des articles de {order_number}, pour {amount}, ont été refusés au comptoir. Remboursez ce qui a été payé.</translation>
    </message>
    <message>
        <source>Headquarters does not know this workstation any more; it must be enrolled again.</source>
        <translation>Le siège ne connaît plus ce poste&#x202f;; il faut l’enrôler de nouveau.</translation>
    </message>
    <message>
        <source>This is not the address of a headquarters.</source>
        <translation>Ce n’est pas l’adresse d’un siège.</translation>
    </message>
    <message>
        <source>Headquarters does not take this enrolment code. Ask for a new one.</source>
        <translation>Le siège n’accepte pas ce code d’enrôlement. Demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>Headquarters answered without taking anything. It is sent again; nothing here is lost.</source>
        <translation>Le siège a répondu sans rien prendre. L’envoi est refait&#x202f;; rien n’est perdu ici.</translation>
    </message>
    <message>
        <source>Headquarters has a newer version of the program. Update this one.</source>
        <translation>Le siège a une version plus récente du programme. Mettez celle-ci à jour.</translation>
    </message>
    <message>
        <source>The network’s copy was made for a newer version of the program. Update this one.</source>
        <translation>La copie du réseau est faite pour une version plus récente du programme. Mettez celle-ci à jour.</translation>
    </message>
    <message>
        <source>What came is not signed by headquarters. It was not used; please tell support.</source>
        <translation>Les données reçues ne sont pas signées par le siège. Elles sont ignorées&#x202f;; prévenez l’assistance.</translation>
    </message>
    <message>
        <source>What came is not the answer of headquarters to what was just asked. It was not used.</source>
        <translation>Ce qui est arrivé n’est pas la réponse du siège à ce qui vient d’être demandé. Rien n’en a été utilisé.</translation>
    </message>
    <message>
        <source>What came is not signed as it should be. It was not used; please tell support.</source>
        <translation>Les données reçues sont mal signées. Elles sont ignorées&#x202f;; prévenez l’assistance.</translation>
    </message>
    <message>
        <source>Refused at the counter, paid</source>
        <translation>Refusée au comptoir, payée</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>L’imprimante n’a plus de papier.</translation>
    </message>
    <message>
        <source>The printer is open.</source>
        <translation>L’imprimante est ouverte.</translation>
    </message>
    <message>
        <source>The printer has no ribbon.</source>
        <translation>L’imprimante n’a plus de ruban.</translation>
    </message>
    <message>
        <source>The printer is too hot. It goes on by itself.</source>
        <translation>L’imprimante est trop chaude. Elle reprendra d’elle-même.</translation>
    </message>
    <message>
        <source>The printer is warming up.</source>
        <translation>L’imprimante chauffe.</translation>
    </message>
    <message>
        <source>The printer has lost its memory. Switch it off and on.</source>
        <translation>L’imprimante a perdu sa mémoire. Éteignez-la, puis rallumez-la.</translation>
    </message>
    <message>
        <source>The printer is paused.</source>
        <translation>L’imprimante est en pause.</translation>
    </message>
    <message>
        <source>The printer is busy with earlier labels.</source>
        <translation>L’imprimante termine d’autres étiquettes.</translation>
    </message>
    <message>
        <source>What answers in the printer’s place is not one.</source>
        <translation>Ce qui répond à la place de l’imprimante n’en est pas une.</translation>
    </message>
    <message>
        <source>The printer cannot be reached. Is it switched on?</source>
        <translation>L’imprimante est injoignable. Est-elle allumée&#x202f;?</translation>
    </message>
    <message>
        <source>{name} is not free here any more. Choose another article, or tell it short.</source>
        <translation>{name} n’est plus disponible ici. Choisissez un autre article, ou signalez le manquant.</translation>
    </message>
    <message>
        <source>{name} was ordered as it is: nobody was asked about it.</source>
        <translation>{name} a été commandé tel quel&#x202f;: personne n’a été interrogé à son sujet.</translation>
    </message>
    <message>
        <source>{order_number}: the customer said yes to {name} when it was not kept for them any more. Call the customer.</source>
        <translation>{order_number}&#x202f;: le client a accepté {name} alors que l’article n’était plus gardé pour lui. Appelez le client.</translation>
    </message>
    <message>
        <source>Substitute: yes, too late</source>
        <translation>Remplacement&#x202f;: oui, trop tard</translation>
    </message>
    <message>
        <source>{name} was picked for {order_number} before its customer agreed to it. Put it back until they do.</source>
        <translation>{name} a été prélevé pour {order_number} avant que le client ne l’accepte. Reposez-le jusqu’à son accord.</translation>
    </message>
    <message>
        <source>Substitute picked too soon</source>
        <translation>Remplacement prélevé trop tôt</translation>
    </message>
    <message>
        <source>Substitute taken back</source>
        <translation>Remplacement annulé</translation>
    </message>
    <message>
        <source>Substitute answered for</source>
        <translation>Réponse sur un remplacement</translation>
    </message>
    <message>
        <source>Substitute proposed</source>
        <translation>Remplacement proposé</translation>
    </message>
    <message>
        <source>Refused in part by the customer</source>
        <translation>Refusée en partie par le client</translation>
    </message>
    <message>
        <source>Substitute: yes and no</source>
        <translation>Remplacement&#x202f;: oui et non</translation>
    </message>
    <message>
        <source>Answered too late</source>
        <translation>Réponse trop tardive</translation>
    </message>
    <message>
        <source>{order_number}: one answer says yes to {name} as a substitute, another says no; the first one holds. Call the customer.</source>
        <translation>{order_number}&#x202f;: une réponse accepte {name} en remplacement, une autre le refuse&#x202f;; la première vaut. Appelez le client.</translation>
    </message>
    <message>
        <source>The customer of {order_number} answered about a substitute when it was {state} already. Check what is in its parcels.</source>
        <translation>Le client de {order_number} a répondu au sujet d’un remplacement alors que c’était déjà {state}. Vérifiez le contenu des colis.</translation>
    </message>
    <message>
        <source>The question about {name} has ended already. Nothing is left to take back.</source>
        <translation>La question sur {name} est déjà close. Il n’y a plus rien à annuler.</translation>
    </message>
    <message>
        <source>{name} is picked already. Put it back first, then take the substitute back.</source>
        <translation>{name} est déjà prélevé. Reposez-le d’abord, puis annulez le remplacement.</translation>
    </message>
    <message>
        <source>Nothing of {name} is left to replace: it was picked or told short meanwhile.</source>
        <translation>Il ne reste rien à remplacer de {name}&#x202f;: prélevé ou signalé manquant entre-temps.</translation>
    </message>
    <message>
        <source>This cannot stand in for {name}. Choose another article, or tell it short.</source>
        <translation>Cet article ne peut pas remplacer {name}. Choisissez-en un autre, ou signalez le manquant.</translation>
    </message>
    <message>
        <source>The printer stopped half-way. Look whether all came out.</source>
        <translation>L’imprimante s’est arrêtée en route. Regardez si tout est sorti.</translation>
    </message>
    <message>
        <source>The folder for labels cannot be written.</source>
        <translation>Impossible d’écrire dans le dossier des étiquettes.</translation>
    </message>
    <message>
        <source>A file is not as it was written ({code}).</source>
        <translation>Un fichier n’est plus tel qu’il a été écrit ({code}).</translation>
    </message>
    <message>
        <source>The device does not do its part ({code}).</source>
        <translation>L’appareil ne répond pas comme prévu ({code}).</translation>
    </message>
    <message>
        <source>Something else was done meanwhile ({code}). Look again.</source>
        <translation>Autre chose a été fait entre-temps ({code}). Regardez de nouveau.</translation>
    </message>
    <message>
        <source>This cannot be understood ({code}).</source>
        <translation>Ceci est incompréhensible ({code}).</translation>
    </message>
    <message>
        <source>{order_number} was refused by its customer although it was only {state}. Put back what was picked.</source>
        <translation>{order_number} a été refusée par son client alors qu’elle était seulement {state}. Remettez en rayon ce qui était prélevé.</translation>
    </message>
    <message>
        <source>This could not be done ({code}).</source>
        <translation>Cela n’a pas pu être fait ({code}).</translation>
    </message>
    <message>
        <source>prepare orders</source>
        <translation>préparer des commandes</translation>
    </message>
    <message>
        <source>hand over orders</source>
        <translation>remettre des commandes</translation>
    </message>
    <message>
        <source>take over a colleague’s order</source>
        <translation>reprendre la commande d’un collègue</translation>
    </message>
    <message>
        <source>reject an order</source>
        <translation>rejeter une commande</translation>
    </message>
    <message>
        <source>open a packed order again</source>
        <translation>rouvrir une commande emballée</translation>
    </message>
    <message>
        <source>put goods back</source>
        <translation>remettre des articles en rayon</translation>
    </message>
    <message>
        <source>send parcels</source>
        <translation>expédier des colis</translation>
    </message>
    <message>
        <source>receive goods</source>
        <translation>réceptionner des articles</translation>
    </message>
    <message>
        <source>settle this</source>
        <translation>résoudre cette anomalie</translation>
    </message>
    <message>
        <source>cancel an order</source>
        <translation>annuler une commande</translation>
    </message>
    <message>
        <source>count an article</source>
        <translation>compter un article</translation>
    </message>
    <message>
        <source>limit the intake of new orders</source>
        <translation>limiter la prise de commandes</translation>
    </message>
    <message>
        <source>do this by hand</source>
        <translation>le faire à la main</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Anomalie</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>un collègue</translation>
    </message>
    <message>
        <source>“{deed}” has no effect yet: {why} Accept it if it has happened, or leave it out.</source>
        <translation>«&#x202f;{deed}&#x202f;» n’a pas encore d’effet&#x202f;: {why} Acceptez-le si cela a bien eu lieu, sinon écartez-le.</translation>
    </message>
    <message>
        <source>Gone before it was set aside</source>
        <translation>Parti avant d’être mis de côté</translation>
    </message>
    <message>
        <source>Part handed over</source>
        <translation>Partie remise</translation>
    </message>
    <message>
        <source>Gone twice</source>
        <translation>Parti deux fois</translation>
    </message>
    <message>
        <source>Gone though free for others</source>
        <translation>Parti alors que libre</translation>
    </message>
    <message>
        <source>Gone though told missing</source>
        <translation>Parti alors que manquant</translation>
    </message>
    <message>
        <source>Missing before it was set aside</source>
        <translation>Manquant avant d’être mis de côté</translation>
    </message>
    <message>
        <source>Missing after it left</source>
        <translation>Manquant après le départ</translation>
    </message>
    <message>
        <source>Missing when free again</source>
        <translation>Manquant alors que libre</translation>
    </message>
    <message>
        <source>Told missing twice</source>
        <translation>Noté manquant deux fois</translation>
    </message>
    <message>
        <source>Found, and begun elsewhere</source>
        <translation>Retrouvé, préparé ailleurs</translation>
    </message>
    <message>
        <source>Paid though cancelled</source>
        <translation>Payée malgré l’annulation</translation>
    </message>
    <message>
        <source>The customer of {order_number} could not be told by mail. Tell them another way.</source>
        <translation>Le client de {order_number} n’a pas pu être prévenu par e-mail. Prévenez-le autrement.</translation>
    </message>
    <message>
        <source>Left from two stores</source>
        <translation>Partie de deux magasins</translation>
    </message>
    <message>
        <source>Paid too much</source>
        <translation>Trop payé</translation>
    </message>
    <message>
        <source>Customer not told</source>
        <translation>Client non prévenu</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>En attente d’accord</translation>
    </message>
    <message>
        <source>Order taken</source>
        <translation>Commande prise</translation>
    </message>
    <message>
        <source>Order released</source>
        <translation>Commande libérée</translation>
    </message>
    <message>
        <source>Article picked</source>
        <translation>Article prélevé</translation>
    </message>
    <message>
        <source>Pick undone</source>
        <translation>Prélèvement annulé</translation>
    </message>
    <message>
        <source>Article short</source>
        <translation>Article manquant</translation>
    </message>
    <message>
        <source>Short undone</source>
        <translation>Manquant annulé</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>Order packed</source>
        <translation>Commande emballée</translation>
    </message>
    <message>
        <source>Parcels put in bins</source>
        <translation>Colis mis en casier</translation>
    </message>
    <message>
        <source>Order handed over</source>
        <translation>Commande remise</translation>
    </message>
    <message>
        <source>Given to the carrier</source>
        <translation>Remis au transporteur</translation>
    </message>
    <message>
        <source>Refused unprepared</source>
        <translation>Refusée, pas préparée</translation>
    </message>
    <message>
        <source>Articles put back</source>
        <translation>Articles remis en rayon</translation>
    </message>
    <message>
        <source>Order rejected</source>
        <translation>Commande rejetée</translation>
    </message>
    <message>
        <source>Order opened again</source>
        <translation>Commande rouverte</translation>
    </message>
    <message>
        <source>Intake of new orders limited</source>
        <translation>Prise de commandes limitée</translation>
    </message>
    <message>
        <source>Article counted</source>
        <translation>Article compté</translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation>Place enregistrée</translation>
    </message>
    <message>
        <source>Exception settled</source>
        <translation>Anomalie résolue</translation>
    </message>
    <message>
        <source>{number} on a parcel of {order_number} is no parcel number. Print its label again.</source>
        <translation>{number}, sur un colis de {order_number}, n’est pas un numéro de colis. Réimprimez son étiquette.</translation>
    </message>
    <message>
        <source>{number} is on two parcels, one of {order_number}. Give that one a new label.</source>
        <translation>{number} figure sur deux colis, dont un de {order_number}. Donnez à celui-ci une nouvelle étiquette.</translation>
    </message>
    <message>
        <source>{number} on {order_number} is not of this machine’s range. Check its label.</source>
        <translation>{number}, sur {order_number}, n’appartient pas aux numéros de ce poste. Vérifiez son étiquette.</translation>
    </message>
    <message>
        <source>Wrong parcel number</source>
        <translation>Numéro de colis erroné</translation>
    </message>
    <message>
        <source>Parcel number used twice</source>
        <translation>Numéro de colis en double</translation>
    </message>
    <message>
        <source>Parcel number of another machine</source>
        <translation>Numéro de colis d’un autre poste</translation>
    </message>
    <message>
        <source>The copy of the network does not come through whole. It is asked for again; orders go on.</source>
        <translation>La copie du réseau n’arrive pas entière. Elle est redemandée&#x202f;; les commandes continuent.</translation>
    </message>
    <message>
        <source>Headquarters does not know this code. Look whether it was typed as it is written.</source>
        <translation>Le siège ne connaît pas ce code. Vérifiez qu’il est saisi tel qu’il est écrit.</translation>
    </message>
    <message>
        <source>Refused by the customer</source>
        <translation>Refusée par le client</translation>
    </message>
    <message>
        <source>This code was used already: each is good once. Ask for a new one.</source>
        <translation>Ce code a déjà servi&#x202f;: chacun ne sert qu’une fois. Demandez-en un autre.</translation>
    </message>
    <message>
        <source>This code has expired. Ask for a new one.</source>
        <translation>Ce code a expiré. Demandez-en un autre.</translation>
    </message>
    <message>
        <source>No machine of this network has the printer’s name. Look at its address.</source>
        <translation>Aucun appareil du réseau ne porte le nom de cette imprimante. Vérifiez son adresse.</translation>
    </message>
    <message>
        <source>The machine at the printer’s address takes no prints. Look at address and port.</source>
        <translation>L’appareil à l’adresse de l’imprimante n’accepte pas d’impression. Vérifiez l’adresse et le port.</translation>
    </message>
    <message>
        <source>Nothing answers at the printer’s address. Is it switched on?</source>
        <translation>Rien ne répond à l’adresse de l’imprimante. Est-elle allumée&#x202f;?</translation>
    </message>
    <message>
        <source>There is no replica on this machine yet.</source>
        <translation>Il n’y a pas encore de réplica sur ce poste.</translation>
    </message>
    <message>
        <source>The key of this workstation’s file is not on this machine. Restore it, or enrol again.</source>
        <translation>La clé du fichier de ce poste n’est pas sur cette machine. Restaurez-la, ou enrôlez à nouveau.</translation>
    </message>
    <message>
        <source>Whoever did it cannot accept it as well: somebody else who may settles it.</source>
        <translation>La personne qui l’a fait ne peut pas aussi l’accepter&#x202f;: une autre personne habilitée s’en charge.</translation>
    </message>
    <message>
        <source>Two machines act under the name of {device}: its disk was copied or put back. Enrol both again, each with a code of its own; what they have not sent is kept.</source>
        <translation>Deux postes agissent sous le nom de {device}&#x202f;: son disque a été copié ou remis en arrière. Enrôlez-les tous deux à nouveau, chacun avec son code&#x202f;; ce qu’ils n’ont pas envoyé est gardé.</translation>
    </message>
    <message>
        <source>Two machines under one name</source>
        <translation>Deux postes sous un même nom</translation>
    </message>
    <message>
        <source>Headquarters knows a step of {order_number} that this program does not. Update the program; until then do this on a workstation that is up to date.</source>
        <translation>Le siège connaît pour la commande {order_number} une étape que ce programme ignore. Mettez le programme à jour&#x202f;; d’ici là, faites-le sur un poste à jour.</translation>
    </message>
    <message>
        <source>Headquarters did not accept this workstation’s key. Update the program, then try again.</source>
        <translation>Le siège n’a pas accepté la clé de ce poste. Mettez le programme à jour, puis réessayez.</translation>
    </message>
    <message>
        <source>This file is not a backup of a workstation: {path}.</source>
        <translation>Ce fichier n’est pas la sauvegarde d’un poste&#x202f;: {path}.</translation>
    </message>
    <message>
        <source>This backup is not whole any more. Take another one; nothing here was changed.</source>
        <translation>Cette sauvegarde n’est plus entière. Prenez-en une autre&#x202f;; rien n’a été changé ici.</translation>
    </message>
    <message>
        <source>This is not the recovery code of this backup. Nothing here was changed.</source>
        <translation>Ce n’est pas le code de récupération de cette sauvegarde. Rien n’a été changé ici.</translation>
    </message>
    <message>
        <source>This machine’s keyring does not keep a new key. The old one stays in use.</source>
        <translation>Le trousseau de ce poste ne garde pas de nouvelle clé. L’ancienne reste en usage.</translation>
    </message>
    <message>
        <source>The restore of a backup was not finished here. Restore it again.</source>
        <translation>La restauration d’une sauvegarde n’est pas allée au bout ici. Relancez-la.</translation>
    </message>
    <message>
        <source>Headquarters has other actions under this workstation’s name: its disk was copied or put back. Enrol it again; nothing is lost.</source>
        <translation>Le siège a d’autres envois au nom de ce poste&#x202f;: son disque a été copié ou remis en arrière. Enrôlez-le à nouveau&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>Headquarters holds this workstation. Enrol it again with a new code; work here goes on.</source>
        <translation>Le siège retient ce poste. Enrôlez-le à nouveau avec un nouveau code&#x202f;; le travail continue ici.</translation>
    </message>
    <message>
        <source>Headquarters asks again for actions that are not kept here any more. Enrol this workstation again.</source>
        <translation>Le siège redemande des envois qui ne sont plus gardés ici. Enrôlez à nouveau ce poste.</translation>
    </message>
    <message>
        <source>The copy of the network differs from headquarters’ rows. It is put right as soon as they come.</source>
        <translation>La copie du réseau diffère des lignes du siège. Elle est corrigée dès leur arrivée.</translation>
    </message>
    <message>
        <source>Headquarters has an older version of the program. The network comes once it is updated.</source>
        <translation>Le siège a une version plus ancienne du programme. Le réseau viendra une fois le siège mis à jour.</translation>
    </message>
    <message>
        <source>No recovery code came. Give it with --code. Nothing here was changed.</source>
        <translation>Aucun code de récupération n’a été saisi. Donnez-le avec --code. Rien n’a été modifié ici.</translation>
    </message>
    <message>
        <source>{path} is no file that a backup may replace. Choose another name.</source>
        <translation>{path} n’est pas un fichier qu’une sauvegarde puisse remplacer. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{path} is a link into a folder that is not there: {folder}. Connect its disk.</source>
        <translation>{path} est un lien vers un dossier qui n’est pas là&#x202f;: {folder}. Branchez son disque.</translation>
    </message>
    <message>
        <source>Nothing can be written here: the disk or the file is read-only.</source>
        <translation>Rien ne peut être écrit ici&#x202f;: le disque ou le fichier est en lecture seule.</translation>
    </message>
    <message>
        <source>Coulisse is open already on this machine, or being started: its window does not answer yet. Wait for it, or close it.</source>
        <translation>Coulisse est déjà ouvert sur ce poste, ou en train de démarrer&#x202f;: sa fenêtre ne répond pas encore. Attendez-la, ou fermez-la.</translation>
    </message>
    <message>
        <source>The demo’s headquarters gave no code for this workstation. What it said is in {log}.</source>
        <translation>Le siège de la démonstration n’a pas donné de code pour ce poste. Ce qu’il en dit est dans {log}.</translation>
    </message>
    <message>
        <source>{path} cannot be used: it is somebody else’s, or something else stands there. Clear it away, or choose another folder.</source>
        <translation>{path} ne peut pas servir&#x202f;: c’est à quelqu’un d’autre, ou autre chose est à cette place. Libérez la place, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>It was done on a workstation that headquarters has retired.</source>
        <translation>Cela a été fait sur un poste que le siège a retiré.</translation>
    </message>
    <message>
        <source>Headquarters got actions in another workstation’s name. Please tell support.</source>
        <translation>Le siège a reçu des envois au nom d’un autre poste. Prévenez l’assistance.</translation>
    </message>
    <message>
        <source>Headquarters lacks some earlier actions. They are sent again; nothing here is lost.</source>
        <translation>Il manque au siège des envois plus anciens. Ils repartent&#x202f;; rien n’est perdu ici.</translation>
    </message>
    <message>
        <source>Something on the way shows an old list of what headquarters has; what is here stays. Orders go on.</source>
        <translation>Un équipement du réseau renvoie une ancienne liste de ce qu’a le siège&#x202f;; ce qui est ici reste. Les commandes continuent.</translation>
    </message>
    <message>
        <source>Coulisse ended while this was sent to the printer. Look whether it came out.</source>
        <translation>Coulisse s’est arrêté pendant l’envoi à l’imprimante. Regardez si l’étiquette ou le document est sorti.</translation>
    </message>
    <message>
        <source>The printer does not say how it is: nothing was sent to it. Look at its paper and lid, or switch it off and on.</source>
        <translation>L’imprimante ne dit pas comment elle va&#x202f;: rien ne lui a été envoyé. Regardez son papier et son capot, ou éteignez-la et rallumez-la.</translation>
    </message>
    <message>
        <source>This machine has no printer of this name any more.</source>
        <translation>Ce poste n’a plus d’imprimante de ce nom.</translation>
    </message>
    <message>
        <source>The printer refuses what it is asked. It may want a sign-in, or an address that begins with ipps.</source>
        <translation>L’imprimante refuse ce qui lui est demandé. Elle veut peut-être une identification, ou une adresse qui commence par ipps.</translation>
    </message>
    <message>
        <source>The printer is stopped. Look at it in the system’s settings.</source>
        <translation>L’imprimante est arrêtée. Vérifiez-la dans les réglages du système.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {wait}, then try again.</source>
        <translation>Trop de codes PIN erronés. Attendez {wait}, puis réessayez.</translation>
    </message>
    <message>
        <source>Headquarters did not take this approval key. Sign in again while connected: another is made.</source>
        <translation>Le siège n’a pas accepté cette clé de validation. Reconnectez-vous avec la ligne&#x202f;: une autre sera créée.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} digits, and nothing else.</source>
        <translation>Un code PIN a de {least} à {most} chiffres, et rien d’autre.</translation>
    </message>
    <message>
        <source>This PIN is too easily guessed: no digit repeated throughout, no digits in a row.</source>
        <translation>Ce code PIN est trop facile à deviner&#x202f;: pas un seul chiffre répété, pas de chiffres qui se suivent.</translation>
    </message>
    <message>
        <source>The two new PINs are not the same. Type them again.</source>
        <translation>Les deux nouveaux codes PIN diffèrent. Saisissez-les de nouveau.</translation>
    </message>
    <message>
        <source>{name} cannot sign on this workstation yet: the key for it is made at a sign-in while connected.</source>
        <translation>{name} ne peut pas encore signer sur ce poste&#x202f;: sa clé se crée en ouvrant une session avec la ligne.</translation>
    </message>
    <message>
        <source>This PIN does not open {name}’s key here. Sign in while connected: another is made.</source>
        <translation>Ce code PIN n’ouvre pas la clé de {name} ici. Ouvrez une session avec la ligne&#x202f;: une autre sera créée.</translation>
    </message>
    <message>
        <source>{name}’s key of this workstation was revoked. Sign in while connected: another is made.</source>
        <translation>La clé de {name} sur ce poste a été révoquée. Ouvrez une session avec la ligne&#x202f;: une autre sera créée.</translation>
    </message>
    <message>
        <source>approve a refund</source>
        <translation>valider un remboursement</translation>
    </message>
    <message>
        <source>Headquarters does not know this return.</source>
        <translation>Le siège ne connaît pas ce retour.</translation>
    </message>
    <message>
        <source>This is known already. Look again.</source>
        <translation>C’est déjà connu. Regardez à nouveau.</translation>
    </message>
    <message>
        <source>Write down why first.</source>
        <translation>Notez d’abord pourquoi.</translation>
    </message>
    <message>
        <source>Headquarters does not know this refund.</source>
        <translation>Le siège ne connaît pas ce remboursement.</translation>
    </message>
    <message>
        <source>This sale is not known. Check the receipt, or take the goods with a slip.</source>
        <translation>Cette vente n’est pas connue. Vérifiez le ticket, ou prenez les articles avec un bon.</translation>
    </message>
    <message>
        <source>Several customers have this name. Type the day of the purchase after it, as 24/12.</source>
        <translation>Plusieurs clients portent ce nom. Tapez ensuite le jour de l’achat, comme 24/12.</translation>
    </message>
    <message>
        <source>The sale of {number} was found already.</source>
        <translation>La vente de {number} a déjà été retrouvée.</translation>
    </message>
    <message>
        <source>The sale of {number} was not found yet. Find it first, then the money can go back.</source>
        <translation>La vente de {number} n’est pas encore retrouvée. Retrouvez-la d’abord, puis l’argent pourra être rendu.</translation>
    </message>
    <message>
        <source>{name} cannot be taken back all the same.</source>
        <translation>{name} ne peut pas être repris malgré tout.</translation>
    </message>
    <message>
        <source>Choose what the money is for.</source>
        <translation>Choisissez ce qui est remboursé.</translation>
    </message>
    <message>
        <source>This was not bought with that receipt.</source>
        <translation>Cet article n’a pas été acheté avec ce ticket.</translation>
    </message>
    <message>
        <source>{name} with the number {serial} is not the piece that was sold. Give it back.</source>
        <translation>{name}, numéro {serial}&#x202f;: ce n’est pas la pièce vendue. Rendez-la.</translation>
    </message>
    <message>
        <source>One piece at a time: take the other back once this one is done.</source>
        <translation>Une pièce à la fois&#x202f;: reprenez l’autre une fois celle-ci terminée.</translation>
    </message>
    <message>
        <source>This was refunded already, or is about to be. No money goes out twice.</source>
        <translation>C’est déjà remboursé, ou sur le point de l’être. L’argent ne sort jamais deux fois.</translation>
    </message>
    <message>
        <source>The delivery goes back with the last article of the order, and only by law.</source>
        <translation>La livraison est remboursée avec le dernier article de la commande, et seulement quand la loi le veut.</translation>
    </message>
    <message>
        <source>That is {amount} more than was paid so.</source>
        <translation>C’est {amount} de plus que la somme payée par ce moyen.</translation>
    </message>
    <message>
        <source>The means do not add up to {amount}. Choose again.</source>
        <translation>Les moyens ne font pas {amount} au total. Choisissez à nouveau.</translation>
    </message>
    <message>
        <source>The goods are not here yet. Receive them, then the money can go back.</source>
        <translation>Les articles ne sont pas encore là. Réceptionnez-les, puis l’argent pourra être rendu.</translation>
    </message>
    <message>
        <source>{name} is not covered. A manager may take it back all the same.</source>
        <translation>{name} n’est pas couvert. Un responsable peut le reprendre malgré tout.</translation>
    </message>
    <message>
        <source>This number of a credit is not one of this workstation’s. Connect, then try again.</source>
        <translation>Ce numéro d’avoir n’est pas de ce poste. Connectez-vous, puis réessayez.</translation>
    </message>
    <message>
        <source>The new article is not free in this store. Choose another.</source>
        <translation>Le nouvel article n’est pas disponible dans ce magasin. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>A part is less than the {amount} that are left. To take all of it, close this field (Ctrl M) and take the rest.</source>
        <translation>Une partie est inférieure aux {amount} qui restent. Pour tout régler, fermez ce champ (Ctrl M) et encaissez le reste.</translation>
    </message>
    <message>
        <source>Count asked for</source>
        <translation>Comptage demandé</translation>
    </message>
    <message>
        <source>Write down how it was settled first.</source>
        <translation>Notez d’abord comment cela a été résolu.</translation>
    </message>
    <message>
        <source>The payment service never said whether it was paid. Ask it before anything else.</source>
        <translation>Le service de paiement n’a jamais dit si c’était payé. Demandez-lui avant toute autre chose.</translation>
    </message>
    <message>
        <source>The payment service has had another request under this refund’s name. Ask it what went.</source>
        <translation>Le service de paiement a eu une autre demande sous le nom de ce remboursement. Demandez-lui ce qui est parti.</translation>
    </message>
    <message>
        <source>It was paid before headquarters was restored from a backup. Write that down.</source>
        <translation>C’était payé avant la restauration du siège depuis une sauvegarde. Notez-le.</translation>
    </message>
    <message>
        <source>{amount} for the same articles may have been paid before headquarters was restored from a backup ({number}). Nothing is given for them until a manager settles that: Exceptions, “Perhaps paid already”.</source>
        <translation>{amount} pour les mêmes articles ont peut-être été payés avant que le siège soit rétabli depuis une sauvegarde ({number}). Rien n’est donné pour eux tant qu’un responsable n’a pas résolu cela&#x202f;: Anomalies, «&#x202f;Peut-être déjà payé&#x202f;».</translation>
    </message>
    <message>
        <source>{amount} for the same articles may have been paid before headquarters was restored from a backup ({number}). Nothing is given for them until a manager of {place} settles that exception.</source>
        <translation>{amount} pour les mêmes articles ont peut-être été payés avant que le siège soit rétabli depuis une sauvegarde ({number}). Rien n’est donné pour eux tant qu’un responsable de {place} n’a pas résolu cette anomalie.</translation>
    </message>
    <message>
        <source>The customer has {amount} for the same articles already: they were paid before headquarters was restored from a backup ({number}). Nothing more is given for them.</source>
        <translation>Le client a déjà {amount} pour les mêmes articles&#x202f;: ils ont été payés avant que le siège soit rétabli depuis une sauvegarde ({number}). Rien de plus n’est donné pour eux.</translation>
    </message>
    <message>
        <source>Several cards paid this sale. Write how much of the {amount} went back to each.</source>
        <translation>Plusieurs cartes ont payé cette vente. Notez combien des {amount} sont revenus à chacune.</translation>
    </message>
    <message>
        <source>No card got more than it had paid, and all together no more than {amount}.</source>
        <translation>Aucune carte n’a reçu plus qu’elle n’avait payé, et toutes ensemble pas plus de {amount}.</translation>
    </message>
    <message>
        <source>Nobody knows whether {number} was paid. Ask the payment service, and write what it says.</source>
        <translation>On ne sait pas si {number} a été payé. Demandez au service de paiement et notez ce qu’il répond.</translation>
    </message>
    <message>
        <source>Whoever proposes a refund cannot approve it. Ask another manager.</source>
        <translation>Qui propose un remboursement ne peut pas le valider. Demandez à un autre responsable.</translation>
    </message>
    <message>
        <source>This one needs a regional manager’s word: it is in their list.</source>
        <translation>Il faut ici la décision d’un responsable régional&#x202f;: la demande est dans sa liste.</translation>
    </message>
    <message>
        <source>The refund of {number} has changed since. Look at it again, then approve.</source>
        <translation>Le remboursement de {number} a changé depuis. Regardez-le à nouveau, puis validez.</translation>
    </message>
    <message>
        <source>This approval is not signed with the manager’s key of this workstation.</source>
        <translation>Cet accord n’est pas signé avec la clé du responsable sur ce poste.</translation>
    </message>
    <message>
        <source>This approval is too old. Look at the refund again, then approve.</source>
        <translation>Cet accord est trop ancien. Regardez à nouveau le remboursement, puis validez.</translation>
    </message>
    <message>
        <source>That is beyond {amount}, which you may give at once. Pass it on to the region.</source>
        <translation>Cela dépasse {amount}, ce que vous pouvez accorder en une fois. Transmettez à la région.</translation>
    </message>
    <message>
        <source>With that you would pass {amount} today. Pass it on to the region.</source>
        <translation>Vous dépasseriez ainsi {amount} aujourd’hui. Transmettez à la région.</translation>
    </message>
    <message>
        <source>With the line cut, {amount} at most. Approve it once headquarters is reached.</source>
        <translation>Sans liaison, {amount} au plus. Validez quand le siège sera joignable.</translation>
    </message>
    <message>
        <source>{most} approvals wait for headquarters already. Connect first.</source>
        <translation>{most} validations attendent déjà le siège. Connectez-vous d’abord.</translation>
    </message>
    <message>
        <source>The rules for returns cannot be read.</source>
        <translation>Les règles de retour ne peuvent pas être lues.</translation>
    </message>
    <message>
        <source>{name} of {number} was received twice. Count it.</source>
        <translation>{name} de {number} a été réceptionné deux fois. Comptez-le.</translation>
    </message>
    <message>
        <source>{name} of {number} is here although the customer was to keep it. Ask the customer.</source>
        <translation>{name} de {number} est là alors que le client devait le garder. Demandez au client.</translation>
    </message>
    <message>
        <source>{name} of {number} was dealt with before it was received. Check that it is here.</source>
        <translation>{name} de {number} a été traité avant d’être réceptionné. Vérifiez qu’il est là.</translation>
    </message>
    <message>
        <source>{name} of {number} was graded although it had gone on already. Check where it is.</source>
        <translation>{name} de {number} a été évalué alors qu’il était déjà parti. Vérifiez où il est.</translation>
    </message>
    <message>
        <source>{name} of {number} went on without being graded. Look at it.</source>
        <translation>{name} de {number} est parti sans être évalué. Examinez-le.</translation>
    </message>
    <message>
        <source>{name} of {number} went on twice. Check where it is.</source>
        <translation>{name} de {number} est parti deux fois. Vérifiez où il est.</translation>
    </message>
    <message>
        <source>The return {number} bears a number that is not its workstation’s. Check the receipts.</source>
        <translation>Le retour {number} porte un numéro qui n’est pas de son poste. Vérifiez les tickets.</translation>
    </message>
    <message>
        <source>More of {name} came back with {number} than was bought. Nothing is paid for it.</source>
        <translation>Il est revenu plus de {name} avec {number} qu’il n’en a été acheté. Rien n’est payé pour cela.</translation>
    </message>
    <message>
        <source>{name} of {number} is not the piece that was sold: it bears {serial}. Nothing is paid for it.</source>
        <translation>{name} de {number} n’est pas la pièce vendue&#x202f;: elle porte {serial}. Rien n’est payé pour elle.</translation>
    </message>
    <message>
        <source>{name} of {number} was destroyed although the law forbids it. Write down what happened.</source>
        <translation>{name} de {number} a été détruit alors que la loi l’interdit. Notez ce qui s’est passé.</translation>
    </message>
    <message>
        <source>{name} of {number} was given back to its customer, and had been taken back meanwhile: its money was due, or has gone. Reach them.</source>
        <translation>{name} de {number} a été rendu au client, alors qu’il avait été repris entre-temps&#x202f;: son remboursement était dû, ou a déjà été versé. Joignez le client.</translation>
    </message>
    <message>
        <source>{name} of {number} was given back to its customer, and had gone on from here before. Look where it is.</source>
        <translation>{name} de {number} a été rendu au client, alors qu’il était déjà parti d’ici. Cherchez où il est.</translation>
    </message>
    <message>
        <source>Cash was paid for {number} before a manager had approved it. Check the till.</source>
        <translation>Des espèces ont été rendues pour {number} avant l’accord d’un responsable. Vérifiez la caisse.</translation>
    </message>
    <message>
        <source>Cash was paid for {number} although its refund had been turned down. Check the till.</source>
        <translation>Des espèces ont été rendues pour {number} alors que le remboursement était refusé. Vérifiez la caisse.</translation>
    </message>
    <message>
        <source>Cash was paid for {number} twice. Check the till.</source>
        <translation>Des espèces ont été rendues deux fois pour {number}. Vérifiez la caisse.</translation>
    </message>
    <message>
        <source>{amount} more than was due were paid in cash for {number}. Check the till.</source>
        <translation>{amount} de trop ont été rendus en espèces pour {number}. Vérifiez la caisse.</translation>
    </message>
    <message>
        <source>{amount} were paid in cash for {number} with the line cut, beyond what is allowed then.</source>
        <translation>{amount} ont été rendus en espèces pour {number} sans liaison, au-delà de ce qui est permis alors.</translation>
    </message>
    <message>
        <source>{amount} were paid in cash for {number}, and its articles were refunded elsewhere. It is a loss.</source>
        <translation>{amount} ont été rendus en espèces pour {number}, et ses articles ont été remboursés ailleurs. C’est une perte.</translation>
    </message>
    <message>
        <source>The payment service has answered for {number}, and nobody had asked it to pay.</source>
        <translation>Le service de paiement a répondu pour {number}, et personne ne lui avait demandé de payer.</translation>
    </message>
    <message>
        <source>{amount} of {number} went to the card after it had been settled or paid another way.</source>
        <translation>{amount} de {number} sont allés sur la carte alors que c’était déjà réglé ou payé autrement.</translation>
    </message>
    <message>
        <source>{amount} of {number} did not reach the customer after all. Pay it in another way.</source>
        <translation>{amount} de {number} ne sont finalement pas arrivés chez le client. Payez autrement.</translation>
    </message>
    <message>
        <source>The payment service tells of another payment or amount for {number}. Look there first.</source>
        <translation>Le service de paiement annonce pour {number} un autre paiement ou montant. Vérifiez d’abord chez lui.</translation>
    </message>
    <message>
        <source>{amount} for {number} may have been paid before headquarters was restored from a backup: it was approved, and is not any more. Ask the payment service, or the customer for their credit.</source>
        <translation>{amount} pour {number} ont peut-être été payés avant la restauration du siège depuis une sauvegarde&#x202f;: c’était validé, et ne l’est plus. Demandez au service de paiement, ou son avoir au client.</translation>
    </message>
    <message>
        <source>{amount} have gone back for {number}, says the payment service, and no refund here says so: it was asked for before headquarters was restored from a backup. Ask it what they were for.</source>
        <translation>{amount} ont été rendus pour {number}, dit le service de paiement, et aucun remboursement ici ne le dit&#x202f;: c’était demandé avant la restauration du siège depuis une sauvegarde. Demandez-lui pour quoi.</translation>
    </message>
    <message>
        <source>Articles were handed out for {number}, and none were held for it. Count them.</source>
        <translation>Des articles ont été remis pour {number}, et aucun n’était réservé. Comptez-les.</translation>
    </message>
    <message>
        <source>{name} was to be ordered in exchange with {number}, and is free nowhere any more. None of its money has moved. Open {number} on Returns: whom to reach, and another article, or the money.</source>
        <translation>{name} devait être commandé en échange avec {number}, et n’est plus libre nulle part. Rien n’a été payé ni rendu. Ouvrez {number} dans Retours&#x202f;: qui joindre, et un autre article, ou l’argent.</translation>
    </message>
    <message>
        <source>Headquarters has cancelled what was ordered in exchange with {number}: {name}. None of its money has moved. Open {number} on Returns: whom to reach, and another article, or the money.</source>
        <translation>Le siège a annulé ce qui était commandé en échange avec {number}&#x202f;: {name}. Rien n’a été payé ni rendu. Ouvrez {number} dans Retours&#x202f;: qui joindre, et un autre article, ou l’argent.</translation>
    </message>
    <message>
        <source>Nothing is taken in exchange with {number} any more. Some of its money had gone before, so its units stay with its refund. {amount} were kept for the new articles and are still the customer’s: reach them, give them that, and say so here.</source>
        <translation>Plus rien n’est pris en échange avec {number}. Une partie de son argent était déjà partie&#x202f;: ses unités restent à son remboursement. {amount} avaient été retenus pour les nouveaux articles et reviennent encore au client&#x202f;: joignez-le, rendez-les-lui et notez-le ici.</translation>
    </message>
    <message>
        <source>{amount} were paid in exchange, and nothing was to be paid then: its order had ended, or nobody had agreed yet. Open {number} on Returns to give it back.</source>
        <translation>{amount} ont été encaissés en échange alors que rien n’était à payer&#x202f;: la commande était terminée, ou personne n’avait encore accepté. Ouvrez {number} dans Retours pour les rendre.</translation>
    </message>
    <message>
        <source>{amount} were left unpaid for the new articles of {number}. Ask the customer.</source>
        <translation>{amount} restent impayés pour les nouveaux articles de {number}. Demandez au client.</translation>
    </message>
    <message>
        <source>{credit} was told to have paid for {number}, and had {amount} less: it was spent elsewhere, or has expired. Try it again, or ask the customer.</source>
        <translation>{credit} devait payer {number}, et il y manquait {amount}&#x202f;: dépensé ailleurs, ou expiré. Réessayez, ou demandez au client.</translation>
    </message>
    <message>
        <source>Received twice</source>
        <translation>Réceptionné deux fois</translation>
    </message>
    <message>
        <source>Came back though cancelled</source>
        <translation>Revenu malgré l’annulation</translation>
    </message>
    <message>
        <source>Dealt with before its receipt</source>
        <translation>Traité avant réception</translation>
    </message>
    <message>
        <source>Graded too late</source>
        <translation>Évalué trop tard</translation>
    </message>
    <message>
        <source>Not graded</source>
        <translation>Non évalué</translation>
    </message>
    <message>
        <source>Gone on twice</source>
        <translation>Parti deux fois</translation>
    </message>
    <message>
        <source>A wrong return number</source>
        <translation>Mauvais numéro de retour</translation>
    </message>
    <message>
        <source>More than was bought</source>
        <translation>Plus qu’acheté</translation>
    </message>
    <message>
        <source>Not the piece that was sold</source>
        <translation>Pas la pièce vendue</translation>
    </message>
    <message>
        <source>Destroyed against the law</source>
        <translation>Détruit contre la loi</translation>
    </message>
    <message>
        <source>Given back, and taken back</source>
        <translation>Rendu, et repris</translation>
    </message>
    <message>
        <source>Given back, and gone on</source>
        <translation>Rendu, et déjà parti</translation>
    </message>
    <message>
        <source>Cash without approval</source>
        <translation>Espèces sans validation</translation>
    </message>
    <message>
        <source>Cash after a refusal</source>
        <translation>Espèces après un refus</translation>
    </message>
    <message>
        <source>Cash paid twice</source>
        <translation>Espèces rendues deux fois</translation>
    </message>
    <message>
        <source>More cash than was due</source>
        <translation>Trop d’espèces rendues</translation>
    </message>
    <message>
        <source>Cash beyond the limit offline</source>
        <translation>Espèces au-delà de la limite hors ligne</translation>
    </message>
    <message>
        <source>Cash lost</source>
        <translation>Espèces perdues</translation>
    </message>
    <message>
        <source>An answer nobody asked for</source>
        <translation>Une réponse que personne n’a demandée</translation>
    </message>
    <message>
        <source>Refunded twice</source>
        <translation>Remboursé deux fois</translation>
    </message>
    <message>
        <source>Refund came back</source>
        <translation>Remboursement revenu</translation>
    </message>
    <message>
        <source>Refund told otherwise</source>
        <translation>Remboursement annoncé autrement</translation>
    </message>
    <message>
        <source>Perhaps paid already</source>
        <translation>Peut-être déjà payé</translation>
    </message>
    <message>
        <source>Paid, and no refund says so</source>
        <translation>Payé sans remboursement connu</translation>
    </message>
    <message>
        <source>Exchange not held</source>
        <translation>Échange non réservé</translation>
    </message>
    <message>
        <source>Exchange left unpaid</source>
        <translation>Échange impayé</translation>
    </message>
    <message>
        <source>take goods back</source>
        <translation>reprendre des articles</translation>
    </message>
    <message>
        <source>take goods back all the same</source>
        <translation>reprendre des articles malgré tout</translation>
    </message>
    <message>
        <source>propose a refund</source>
        <translation>proposer un remboursement</translation>
    </message>
    <message>
        <source>give goodwill</source>
        <translation>faire un geste commercial</translation>
    </message>
    <message>
        <source>pay cash out</source>
        <translation>rendre des espèces</translation>
    </message>
    <message>
        <source>Return declared</source>
        <translation>Retour déclaré</translation>
    </message>
    <message>
        <source>Sale of a return found</source>
        <translation>Vente d’un retour retrouvée</translation>
    </message>
    <message>
        <source>Taken back all the same</source>
        <translation>Repris malgré tout</translation>
    </message>
    <message>
        <source>Return cancelled</source>
        <translation>Retour annulé</translation>
    </message>
    <message>
        <source>Refused goods given back</source>
        <translation>Article refusé rendu</translation>
    </message>
    <message>
        <source>Return received</source>
        <translation>Retour réceptionné</translation>
    </message>
    <message>
        <source>Return graded</source>
        <translation>Retour évalué</translation>
    </message>
    <message>
        <source>Return disposed of</source>
        <translation>Retour orienté</translation>
    </message>
    <message>
        <source>Refund proposed</source>
        <translation>Remboursement proposé</translation>
    </message>
    <message>
        <source>Refund approved</source>
        <translation>Remboursement validé</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>Remboursement refusé</translation>
    </message>
    <message>
        <source>Question about a refund</source>
        <translation>Question sur un remboursement</translation>
    </message>
    <message>
        <source>Answer about a refund</source>
        <translation>Réponse sur un remboursement</translation>
    </message>
    <message>
        <source>Refund passed on</source>
        <translation>Remboursement transmis</translation>
    </message>
    <message>
        <source>Refund withdrawn</source>
        <translation>Remboursement retiré</translation>
    </message>
    <message>
        <source>Refund tried again</source>
        <translation>Remboursement retenté</translation>
    </message>
    <message>
        <source>Refund settled by hand</source>
        <translation>Remboursement réglé à la main</translation>
    </message>
    <message>
        <source>Cash paid out</source>
        <translation>Espèces rendues</translation>
    </message>
    <message>
        <source>Goodwill given</source>
        <translation>Geste commercial accordé</translation>
    </message>
    <message>
        <source>Exchange handed out</source>
        <translation>Échange remis</translation>
    </message>
    <message>
        <source>Something of delivery {delivery} came after its receipt was finished.</source>
        <translation>Une partie de la livraison {delivery} est arrivée après la fin de sa réception.</translation>
    </message>
    <message>
        <source>{carrier} has not told that {order_number} has reached its customer. Ask it where the parcel is: {parcels}.</source>
        <translation>{carrier} n’a pas confirmé que {order_number} est arrivée chez son client. Demandez-lui où est le colis&#x202f;: {parcels}.</translation>
    </message>
    <message>
        <source>{order_number} was given up for lost, and has reached its customer, who has had it refunded or sent again. Agree with them: they bring back what is too much, or pay for it.</source>
        <translation>{order_number} était déclarée perdue et est arrivée chez son client, déjà remboursé ou servi à nouveau. Convenez avec lui&#x202f;: il rapporte ce qu’il a en trop, ou le paie.</translation>
    </message>
    <message>
        <source>The carrier has brought back one of several parcels of {order_number}: {number}. What was in it is in the stock here. Ask its customer whether they still want it.</source>
        <translation>Le transporteur a rapporté un des colis de {order_number}&#x202f;: {number}. Son contenu est en stock ici. Demandez au client s’il le veut encore.</translation>
    </message>
    <message>
        <source>The parcel {number} of {order_number} has come back with delivery {delivery}. Find out why: it is sent once more or called off, or received as a return if its customer had it.</source>
        <translation>Le colis {number} de {order_number} est revenu avec la livraison {delivery}. Cherchez pourquoi&#x202f;: il est expédié à nouveau ou annulé, ou reçu comme un retour si le client l’avait eu.</translation>
    </message>
    <message>
        <source>The carton {number} of delivery {delivery} was received twice. It counts once.</source>
        <translation>Le carton {number} de la livraison {delivery} a été reçu deux fois. Il compte une fois.</translation>
    </message>
    <message>
        <source>The carton {number} of delivery {delivery} has not come. Ask its sender.</source>
        <translation>Le carton {number} de la livraison {delivery} n’est pas arrivé. Demandez à l’expéditeur.</translation>
    </message>
    <message>
        <source>The carton {number} came with delivery {delivery}, and nobody had announced it.</source>
        <translation>Le carton {number} est arrivé avec la livraison {delivery} sans être annoncé.</translation>
    </message>
    <message>
        <source>The carton {number} of delivery {delivery}, which was received here, has come back to the store that had sent it. It is taken off the stock here. If it is here all the same, scan it again.</source>
        <translation>Le carton {number} de la livraison {delivery}, réceptionné ici, est revenu au magasin qui l’avait envoyé. Il est retiré du stock d’ici. S’il est quand même ici, scannez-le à nouveau.</translation>
    </message>
    <message>
        <source>The carton {number} came with delivery {delivery} and is of delivery {other}. Receive it there.</source>
        <translation>Le carton {number} est arrivé avec la livraison {delivery} et fait partie de la livraison {other}. Réceptionnez-le avec elle.</translation>
    </message>
    <message>
        <source>The carton {number} came with delivery {delivery} and is another store’s. Send it on.</source>
        <translation>Le carton {number} est arrivé avec la livraison {delivery} et est pour un autre magasin. Faites-le suivre.</translation>
    </message>
    <message>
        <source>The parcel {number} of {order_number} is another store’s. Send it on.</source>
        <translation>Le colis {number} de {order_number} est pour un autre magasin. Faites-le suivre.</translation>
    </message>
    <message>
        <source>Missing from delivery {delivery}: {units} of {expected} × {name}. Ask its sender.</source>
        <translation>Manquant dans la livraison {delivery}&#x202f;: {name}, {units} sur {expected}. Demandez à l’expéditeur.</translation>
    </message>
    <message>
        <source>Delivery {delivery} brought {units} × {name} more than the {expected} announced.</source>
        <translation>De trop dans la livraison {delivery}&#x202f;: {units}&#xa0;× {name} (annoncé&#x202f;: {expected}).</translation>
    </message>
    <message>
        <source>More of {name} was taken off delivery {delivery} than had come. Count it.</source>
        <translation>On a retiré plus de {name} de la livraison {delivery} qu’il n’en était arrivé. Comptez-le.</translation>
    </message>
    <message>
        <source>{name} of delivery {delivery} was received without its serial number. Write it down.</source>
        <translation>{name} de la livraison {delivery} a été reçu sans son numéro de série. Relevez-le.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) of delivery {delivery} was received twice.</source>
        <translation>La pièce {serial} ({name}) de la livraison {delivery} a été reçue deux fois.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) was in this store before delivery {delivery} brought it.</source>
        <translation>La pièce {serial} ({name}) était dans ce magasin avant que la livraison {delivery} ne l’apporte.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) that delivery {delivery} brought had been sold.</source>
        <translation>La pièce {serial} ({name}) apportée par la livraison {delivery} avait été vendue.</translation>
    </message>
    <message>
        <source>The piece {serial} ({name}) that delivery {delivery} brought was in another store.</source>
        <translation>La pièce {serial} ({name}) apportée par la livraison {delivery} était dans un autre magasin.</translation>
    </message>
    <message>
        <source>Transfer {number} was prepared or sent although nobody wanted it any more.</source>
        <translation>Le transfert {number} a été préparé ou envoyé alors que plus personne ne le voulait.</translation>
    </message>
    <message>
        <source>Transfer {number} was received, and nobody had told that it was sent.</source>
        <translation>Le transfert {number} a été reçu sans que personne n’ait dit son envoi.</translation>
    </message>
    <message>
        <source>The other store does not send transfer {number}. Ask for it elsewhere.</source>
        <translation>L’autre magasin n’envoie pas le transfert {number}. Demandez-le ailleurs.</translation>
    </message>
    <message>
        <source>The parcel {number} of {order_number} has come back with delivery {delivery}, and its order is in the stock here again. Find out why: it is sent once more or called off.</source>
        <translation>Le colis {number} de {order_number} est revenu avec la livraison {delivery}, et sa commande est de nouveau en stock ici. Cherchez pourquoi&#x202f;: il est expédié à nouveau ou annulé.</translation>
    </message>
    <message>
        <source>The parcel {number} of {order_number} has come back with delivery {delivery}, and is not in the stock here. Find out why: others of the order are still to come, or it is received as a return if its customer had it.</source>
        <translation>Le colis {number} de {order_number} est revenu avec la livraison {delivery}, et n’est pas en stock ici. Cherchez pourquoi&#x202f;: d’autres colis de la commande sont encore à venir, ou il est reçu comme un retour si le client l’avait eu.</translation>
    </message>
    <message>
        <source>Delivery {delivery} brought {units} × {name}, which nobody had announced.</source>
        <translation>Non annoncé dans la livraison {delivery}&#x202f;: {units}&#xa0;× {name}.</translation>
    </message>
    <message>
        <source>Article not announced</source>
        <translation>Article non annoncé</translation>
    </message>
    <message>
        <source>{carrier} has not told that {order_number} has reached its customer. Ask it where its parcels are: {parcels}.</source>
        <translation>{carrier} n’a pas confirmé que {order_number} est arrivée chez son client. Demandez-lui où sont les colis&#x202f;: {parcels}.</translation>
    </message>
    <message>
        <source>Received too late</source>
        <translation>Reçu trop tard</translation>
    </message>
    <message>
        <source>Delivery not confirmed</source>
        <translation>Livraison non confirmée</translation>
    </message>
    <message>
        <source>Lost parcel was delivered</source>
        <translation>Colis perdu finalement livré</translation>
    </message>
    <message>
        <source>Parcel came back</source>
        <translation>Colis retourné</translation>
    </message>
    <message>
        <source>Parcel back by truck</source>
        <translation>Colis revenu par camion</translation>
    </message>
    <message>
        <source>Carton received twice</source>
        <translation>Carton reçu deux fois</translation>
    </message>
    <message>
        <source>Carton missing</source>
        <translation>Carton manquant</translation>
    </message>
    <message>
        <source>Unknown carton</source>
        <translation>Carton inconnu</translation>
    </message>
    <message>
        <source>Carton went back</source>
        <translation>Carton reparti</translation>
    </message>
    <message>
        <source>Another delivery’s carton</source>
        <translation>Carton d’une autre livraison</translation>
    </message>
    <message>
        <source>Another store’s carton</source>
        <translation>Carton d’un autre magasin</translation>
    </message>
    <message>
        <source>Another store’s parcel</source>
        <translation>Colis d’un autre magasin</translation>
    </message>
    <message>
        <source>Missing from a delivery</source>
        <translation>Manque dans une livraison</translation>
    </message>
    <message>
        <source>More than announced</source>
        <translation>Plus qu’annoncé</translation>
    </message>
    <message>
        <source>Damaged on arrival</source>
        <translation>Abîmé à l’arrivée</translation>
    </message>
    <message>
        <source>Took off too many</source>
        <translation>Trop retiré</translation>
    </message>
    <message>
        <source>Delivery not announced</source>
        <translation>Livraison non annoncée</translation>
    </message>
    <message>
        <source>Serial number not told</source>
        <translation>Numéro de série non relevé</translation>
    </message>
    <message>
        <source>Piece received twice</source>
        <translation>Pièce reçue deux fois</translation>
    </message>
    <message>
        <source>Piece was here already</source>
        <translation>Pièce déjà ici</translation>
    </message>
    <message>
        <source>Piece had been sold</source>
        <translation>Pièce déjà vendue</translation>
    </message>
    <message>
        <source>Piece was elsewhere</source>
        <translation>Pièce d’un autre magasin</translation>
    </message>
    <message>
        <source>Transfer sent unasked</source>
        <translation>Transfert envoyé à tort</translation>
    </message>
    <message>
        <source>Transfer received, never sent</source>
        <translation>Transfert reçu, jamais envoyé</translation>
    </message>
    <message>
        <source>Transfer not sent</source>
        <translation>Transfert non envoyé</translation>
    </message>
    <message>
        <source>Delivery begun</source>
        <translation>Livraison commencée</translation>
    </message>
    <message>
        <source>Carton received</source>
        <translation>Carton reçu</translation>
    </message>
    <message>
        <source>Articles received</source>
        <translation>Articles reçus</translation>
    </message>
    <message>
        <source>Article missing</source>
        <translation>Article manquant</translation>
    </message>
    <message>
        <source>Article damaged</source>
        <translation>Article abîmé</translation>
    </message>
    <message>
        <source>Delivery received</source>
        <translation>Réception terminée</translation>
    </message>
    <message>
        <source>Parcel arrived</source>
        <translation>Colis arrivé</translation>
    </message>
    <message>
        <source>Transfer asked for</source>
        <translation>Transfert demandé</translation>
    </message>
    <message>
        <source>Transfer approved</source>
        <translation>Transfert validé</translation>
    </message>
    <message>
        <source>Transfer refused</source>
        <translation>Transfert refusé</translation>
    </message>
    <message>
        <source>Transfer called off</source>
        <translation>Transfert annulé</translation>
    </message>
    <message>
        <source>This delivery is not known here any more.</source>
        <translation>Cette livraison n’est plus connue ici.</translation>
    </message>
    <message>
        <source>There is no such carton: one is to be missing from this delivery, and one to have come with it that nobody had announced.</source>
        <translation>Aucun carton ne convient&#x202f;: il faut qu’un carton manque à cette livraison et qu’un autre soit arrivé avec elle sans être annoncé.</translation>
    </message>
    <message>
        <source>It may be one of several: {numbers}. Type or scan the number of the one that it is.</source>
        <translation>Plusieurs cartons sont possibles&#x202f;: {numbers}. Saisissez ou scannez le numéro du bon.</translation>
    </message>
    <message>
        <source>This transfer is not known here any more.</source>
        <translation>Ce transfert n’est plus connu ici.</translation>
    </message>
    <message>
        <source>This article is not in the catalogue.</source>
        <translation>Cet article n’est pas au catalogue.</translation>
    </message>
    <message>
        <source>This place is not known.</source>
        <translation>Ce lieu n’est pas connu.</translation>
    </message>
    <message>
        <source>This is your own store. Choose another one.</source>
        <translation>C’est votre propre magasin. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The other store has {free} of {name} to spare; asked for: {wanted}.</source>
        <translation>L’autre magasin peut donner {free} de {name}&#x202f;; demandé&#x202f;: {wanted}.</translation>
    </message>
    <message>
        <source>This cannot be done any more where the transfer stands now.</source>
        <translation>Ce n’est plus possible au point où en est le transfert.</translation>
    </message>
    <message>
        <source>ask another store for goods</source>
        <translation>demander des articles à un autre magasin</translation>
    </message>
    <message>
        <source>approve a transfer</source>
        <translation>valider un transfert</translation>
    </message>
    <message>
        <source>The new article has no price. Choose another.</source>
        <translation>Le nouvel article n’a pas de prix. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The new article costs {amount} by now. Look again, then go on.</source>
        <translation>Le nouvel article coûte maintenant {amount}. Regardez à nouveau, puis continuez.</translation>
    </message>
    <message>
        <source>{name} is sold piece by piece. Scan the very piece that is taken.</source>
        <translation>{name} se vend à la pièce. Scannez la pièce choisie.</translation>
    </message>
    <message>
        <source>Piece {serial} is not for sale here, or is held for somebody. Take another.</source>
        <translation>La pièce {serial} n’est pas en vente ici, ou est déjà réservée. Prenez-en une autre.</translation>
    </message>
    <message>
        <source>With the line cut, {amount} in cash a day at most, for this store’s own sales. Pay it out once headquarters is reached.</source>
        <translation>Hors ligne, {amount} en espèces par jour au plus, pour les ventes de ce magasin. Versez-les quand le siège répondra.</translation>
    </message>
    <message>
        <source>With that, more than {amount} would leave this store’s tills today. Ask a manager.</source>
        <translation>Avec cela, plus de {amount} sortiraient des caisses du magasin aujourd’hui. Demandez à un responsable.</translation>
    </message>
    <message>
        <source>With that you would give more than {amount} in cash today. Ask a colleague to pay it.</source>
        <translation>Avec cela, vous donneriez plus de {amount} en espèces aujourd’hui. Demandez à un collègue de les verser.</translation>
    </message>
    <message>
        <source>{number} has expired: it pays nothing any more.</source>
        <translation>{number} a expiré&#x202f;: on ne peut plus payer avec.</translation>
    </message>
    <message>
        <source>Nothing is left on {number}.</source>
        <translation>Il ne reste rien sur {number}.</translation>
    </message>
    <message>
        <source>{number} pays already.</source>
        <translation>{number} paie déjà.</translation>
    </message>
    <message>
        <source>Only {amount} are left on {number}.</source>
        <translation>Il ne reste que {amount} sur {number}.</translation>
    </message>
    <message>
        <source>Offline, this store’s own credits pay {amount} a day at most. Take another means, or wait for the line.</source>
        <translation>Hors ligne, les avoirs de ce magasin paient {amount} par jour au plus. Prenez un autre moyen, ou attendez la ligne.</translation>
    </message>
    <message>
        <source>This is the number of the card: it is never noted. Type the reference on the slip.</source>
        <translation>C’est le numéro de la carte&#x202f;: on ne le note jamais. Saisissez la référence du ticket.</translation>
    </message>
    <message>
        <source>This is no reference of a card slip: 4 characters or more, without spaces. Scan it, or leave it.</source>
        <translation>Ce n’est pas la référence d’un ticket carte&#x202f;: 4 caractères ou plus, sans espace. Scannez-la, ou laissez vide.</translation>
    </message>
    <message>
        <source>{number} was paid today with this very reference. Take the slip of this payment.</source>
        <translation>{number} a été payé aujourd’hui avec cette même référence. Prenez le ticket de ce paiement-ci.</translation>
    </message>
    <message>
        <source>All of it is paid already.</source>
        <translation>Tout est déjà payé.</translation>
    </message>
    <message>
        <source>Another counter is about to take {amount} from {number}. Try again in two minutes, or take another means.</source>
        <translation>Un autre comptoir s’apprête à prendre {amount} sur {number}. Réessayez dans deux minutes, ou prenez un autre moyen.</translation>
    </message>
    <message>
        <source>{amount} were paid in cash for {number}, beyond what this store may give on one day.</source>
        <translation>{amount} ont été versés en espèces pour {number}, au-delà de ce que ce magasin peut donner en un jour.</translation>
    </message>
    <message>
        <source>{amount} were paid in cash for {number}, beyond what one person may give on one day.</source>
        <translation>{amount} ont été versés en espèces pour {number}, au-delà de ce qu’une personne peut donner en un jour.</translation>
    </message>
    <message>
        <source>The new articles of {number} were handed out before a manager had agreed. Ask them.</source>
        <translation>Les nouveaux articles de {number} ont été remis avant l’accord d’un responsable. Demandez-lui.</translation>
    </message>
    <message>
        <source>Cash beyond the store’s day</source>
        <translation>Espèces au-delà du jour du magasin</translation>
    </message>
    <message>
        <source>Cash beyond a person’s day</source>
        <translation>Espèces au-delà du jour d’une personne</translation>
    </message>
    <message>
        <source>Exchange without approval</source>
        <translation>Échange sans accord</translation>
    </message>
    <message>
        <source>Something of delivery {delivery} came although its sender had called it off.</source>
        <translation>Une partie de la livraison {delivery} est arrivée alors que l’expéditeur l’avait annulée.</translation>
    </message>
    <message>
        <source>Delivery {delivery} was to be here long ago and has not come. Ask its sender.</source>
        <translation>La livraison {delivery} devait être là depuis longtemps et n’est pas arrivée. Demandez à l’expéditeur.</translation>
    </message>
    <message>
        <source>The parcel of {order_number} has not arrived from {origin}. Ask there where it is.</source>
        <translation>Le colis de {order_number} n’est pas arrivé de {origin}. Demandez-y où il est.</translation>
    </message>
    <message>
        <source>Damaged in delivery {delivery}: {units} × {name}. Claim it from the sender.</source>
        <translation>Abîmé dans la livraison {delivery}&#x202f;: {units}&#xa0;× {name}. Réclamez-le à l’expéditeur.</translation>
    </message>
    <message>
        <source>A delivery came that nobody had announced; articles: {units}. Find out whose it is.</source>
        <translation>Une livraison est arrivée sans être annoncée&#x202f;; articles&#x202f;: {units}. Cherchez à qui elle est.</translation>
    </message>
    <message>
        <source>Came after it was called off</source>
        <translation>Arrivé après annulation</translation>
    </message>
    <message>
        <source>Delivery has not come</source>
        <translation>Livraison non arrivée</translation>
    </message>
    <message>
        <source>Parcel has not arrived</source>
        <translation>Colis non arrivé</translation>
    </message>
    <message>
        <source>Paper is stuck in the printer.</source>
        <translation>Du papier est coincé dans l’imprimante.</translation>
    </message>
    <message>
        <source>A cover of the printer is open.</source>
        <translation>Un capot de l’imprimante est ouvert.</translation>
    </message>
    <message>
        <source>The printer has no ink, toner or ribbon left.</source>
        <translation>L’imprimante n’a plus d’encre, de toner ou de ruban.</translation>
    </message>
    <message>
        <source>The printer’s tray for what is printed is full.</source>
        <translation>Le bac de sortie de l’imprimante est plein.</translation>
    </message>
    <message>
        <source>The printer takes no jobs now. Look at it in the system’s settings.</source>
        <translation>L’imprimante ne prend pas de travaux pour le moment. Regardez-la dans les réglages du système.</translation>
    </message>
    <message>
        <source>The printer is busy. It is asked again by itself.</source>
        <translation>L’imprimante est occupée. Elle sera redemandée d’elle-même.</translation>
    </message>
    <message>
        <source>This printer does not take what was chosen to be sent to it: try the other way.</source>
        <translation>Cette imprimante ne prend pas ce qu’on a choisi de lui envoyer&#x202f;: essayez l’autre façon.</translation>
    </message>
    <message>
        <source>The scanner’s serial port does not open. Is it plugged in, and in no other program’s hands?</source>
        <translation>Le port série du lecteur ne s’ouvre pas. Est-il branché, et libre de tout autre programme&#x202f;?</translation>
    </message>
    <message>
        <source>Type how much, such as 10 or 12.50.</source>
        <translation>Saisissez combien, par exemple 10 ou 12,50.</translation>
    </message>
    <message>
        <source>Headquarters does not know {number}.</source>
        <translation>Le siège ne connaît pas {number}.</translation>
    </message>
    <message>
        <source>Write down a telephone number or an email: the store tells how it goes.</source>
        <translation>Notez un téléphone ou un e-mail&#x202f;: le magasin donnera des nouvelles.</translation>
    </message>
    <message>
        <source>Write down for whom the new article is, and how to reach them.</source>
        <translation>Notez pour qui est le nouvel article, et comment joindre cette personne.</translation>
    </message>
    <message>
        <source>Write down where the new article goes: street, postcode and town.</source>
        <translation>Notez où va le nouvel article&#x202f;: rue, code postal et ville.</translation>
    </message>
    <message>
        <source>What was promised has changed meanwhile: tell the customer the new day, then go on.</source>
        <translation>La promesse a changé entre-temps&#x202f;: annoncez la nouvelle date au client, puis continuez.</translation>
    </message>
    <message>
        <source>Headquarters does not hold the new article of {number} yet. Its money goes after that.</source>
        <translation>Le siège n’a pas encore réservé le nouvel article de {number}. L’argent suit après.</translation>
    </message>
    <message>
        <source>What is ordered for {number} goes with its money as soon as headquarters hears of it. Who does not want it refuses it at the counter, or brings it back.</source>
        <translation>La commande de {number} part, et l’argent avec, dès que le siège en a connaissance. Qui n’en veut plus la refuse au comptoir ou la rapporte.</translation>
    </message>
    <message>
        <source>{amount} of {number} are held at {place} until {time}. Try again then, or take another means.</source>
        <translation>{amount} de {number} sont retenus à {place} jusqu’à {time}. Réessayez à ce moment-là, ou prenez un autre moyen.</translation>
    </message>
    <message>
        <source>Only {amount} are left on {number}: it was not held here any more. See what is still to be paid.</source>
        <translation>Il ne reste que {amount} sur {number}&#x202f;: ils n’étaient plus retenus ici. Voyez ce qui reste à payer.</translation>
    </message>
    <message>
        <source>{number} is held at a counter: {amount} of it are free until that is over.</source>
        <translation>{number} est retenu à un comptoir&#x202f;: {amount} en sont libres d’ici là.</translation>
    </message>
    <message>
        <source>{number} is not known here. Look again once headquarters is reached.</source>
        <translation>{number} n’est pas connu ici. Regardez à nouveau quand le siège répondra.</translation>
    </message>
    <message>
        <source>Credit not covered</source>
        <translation>Avoir insuffisant</translation>
    </message>
    <message>
        <source>Exchange free nowhere</source>
        <translation>Échange sans article libre</translation>
    </message>
    <message>
        <source>Exchange cancelled</source>
        <translation>Échange annulé</translation>
    </message>
    <message>
        <source>Exchange ended, partly paid</source>
        <translation>Échange annulé, en partie payé</translation>
    </message>
    <message>
        <source>Exchange paid in vain</source>
        <translation>Échange payé pour rien</translation>
    </message>
    <message>
        <source>Exchange not taken</source>
        <translation>Échange non pris</translation>
    </message>
    <message>
        <source>Nothing is held in exchange for {number} any more.</source>
        <translation>Plus rien n’est réservé en échange pour {number}.</translation>
    </message>
    <message>
        <source>No store is known to have {name}. Headquarters may have more coming, and cannot be asked now: choose another, or wait for the line.</source>
        <translation>D’après ce que l’on sait ici, aucun magasin n’a {name}. Le siège en attend peut-être, et ne peut pas être interrogé&#x202f;: choisissez un autre article, ou attendez la ligne.</translation>
    </message>
    <message>
        <source>Money of {number} has gone back already. Hand the new article out, then take it back.</source>
        <translation>De l’argent de {number} est déjà parti. Remettez le nouvel article, puis reprenez-le.</translation>
    </message>
    <message>
        <source>The customer has the new article of {number} already. Approve it; what comes back is a new return.</source>
        <translation>Le client a déjà le nouvel article de {number}. Validez&#x202f;; ce qui revient est un nouveau retour.</translation>
    </message>
    <message>
        <source>No camera is chosen at this workstation. One is chosen in Settings, Scanner.</source>
        <translation>Aucune caméra n’est choisie sur ce poste. Elle se choisit dans Réglages, Lecteur.</translation>
    </message>
    <message>
        <source>This workstation lacks what reads a camera: the program’s extra “camera”. Ask support.</source>
        <translation>Il manque à ce poste de quoi lire une caméra&#x202f;: l’option «&#x202f;camera&#x202f;» du programme. Voyez avec l’assistance.</translation>
    </message>
    <message>
        <source>The camera does not answer. Is it plugged in, and in no other program’s hands?</source>
        <translation>La caméra ne répond pas. Est-elle branchée, et libre de tout autre programme&#x202f;?</translation>
    </message>
    <message>
        <source>Label template published</source>
        <translation>Modèle d’étiquette publié</translation>
    </message>
    <message>
        <source>change label templates</source>
        <translation>changer les modèles d’étiquettes</translation>
    </message>
    <message>
        <source>publish label templates to the chain</source>
        <translation>publier des modèles d’étiquettes pour l’enseigne</translation>
    </message>
    <message>
        <source>“{name}” is no name for a label template: small letters, digits and underscores.</source>
        <translation>«&#x202f;{name}&#x202f;» n’est pas un nom de modèle d’étiquette&#x202f;: minuscules, chiffres et tirets bas.</translation>
    </message>
    <message>
        <source>The label template is too long to be sent to every store: {most} signs at most.</source>
        <translation>Le modèle d’étiquette est trop long pour être envoyé à tous les magasins&#x202f;: {most} signes au plus.</translation>
    </message>
    <message>
        <source>The label template {name} cannot be read ({reason}). It was not published.</source>
        <translation>Le modèle d’étiquette {name} est illisible ({reason}). Il n’a pas été publié.</translation>
    </message>
    <message>
        <source>This text calls itself “{found}” and not {name}. It was not published.</source>
        <translation>Ce texte s’appelle «&#x202f;{found}&#x202f;» et non {name}. Il n’a pas été publié.</translation>
    </message>
    <message>
        <source>Somebody else has published {name} meanwhile. Look at theirs, then publish yours again.</source>
        <translation>Quelqu’un d’autre a publié {name} entre-temps. Voyez sa version, puis publiez la vôtre à nouveau.</translation>
    </message>
    <message>
        <source>These labels wait already: they come out once. To start anew, print no more first.</source>
        <translation>Ces étiquettes attendent déjà et sortiront une fois. Pour recommencer, d’abord «&#x202f;Ne plus imprimer&#x202f;».</translation>
    </message>
    <message>
        <source>Headquarters’ new label template {name} does not print well here. The former one stays; Settings says why.</source>
        <translation>Le nouveau modèle d’étiquette {name} du siège ne s’imprime pas bien ici. Le précédent reste&#x202f;; Réglages dit pourquoi.</translation>
    </message>
    <message>
        <source>{order_number} was given up for lost, and is here. What took its place is called off, if nobody has begun it; ask the customer before anything is refunded twice.</source>
        <translation>{order_number} était déclarée perdue, et la voici. Ce qui la remplaçait est annulé si personne ne l’a commencé&#x202f;; voyez avec le client avant tout remboursement.</translation>
    </message>
    <message>
        <source>Lost parcel has come</source>
        <translation>Colis perdu retrouvé</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Scanned lately</source>
        <translation>Scannés récemment</translation>
    </message>
    <message>
        <source>If the scanner sends signs before or after a barcode, scan its set-up code once.</source>
        <translation>Si le lecteur envoie des signes avant ou après un code-barres, scannez une fois son code de réglage.</translation>
    </message>
    <message>
        <source>The store credit {0}.</source>
        <translation>L’avoir {0}.</translation>
    </message>
    <message>
        <source>The return {0}.</source>
        <translation>Le retour {0}.</translation>
    </message>
    <message>
        <source>The tote {0}.</source>
        <translation>Le bac {0}.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>Ce magasin</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Cet appareil</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Locations</source>
        <translation>Lieux</translation>
    </message>
    <message>
        <source>Stock positions</source>
        <translation>Positions de stock</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Preparations</source>
        <translation>Préparations</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personnel</translation>
    </message>
    <message>
        <source>nothing wrong was found</source>
        <translation>rien d’anormal n’a été trouvé</translation>
    </message>
    <message>
        <source>damage in {file}: please call support</source>
        <translation>{file} est endommagé&#x202f;: appelez l’assistance</translation>
    </message>
    <message>
        <source>not finished within its minute, at {file}</source>
        <translation>non terminée en une minute, arrêtée à {file}</translation>
    </message>
    <message>
        <source>in the system’s keyring</source>
        <translation>dans le trousseau de clés du système</translation>
    </message>
    <message>
        <source>in a file that only this user can read</source>
        <translation>dans un fichier que seul cet utilisateur peut lire</translation>
    </message>
    <message>
        <source>{store} (this store), {network} (network), {pieces} (what travels)</source>
        <translation>{store} (ce magasin), {network} (réseau), {pieces} (échanges)</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Magasin</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Appareil</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>Siège</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Chiffrement</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>version {version}, {ago}</source>
        <translation>version {version}, {ago}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien encore</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Waits for headquarters</source>
        <translation>En attente du siège</translation>
    </message>
    <message>
        <source>Turned down</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>Free on this disk</source>
        <translation>Libre sur ce disque</translation>
    </message>
    <message>
        <source>The files were never looked through.</source>
        <translation>Les fichiers n’ont jamais été vérifiés.</translation>
    </message>
    <message>
        <source>Checked {ago}: {found}.</source>
        <translation>Vérification {ago}&#x202f;: {found}.</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0}&#xa0;Mo</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Size of everything on the screen</source>
        <translation>Taille de tout ce qui est à l’écran</translation>
    </message>
    <message>
        <source>{0}%</source>
        <translation>{0}&#x202f;%</translation>
    </message>
    <message>
        <source>The size changes when the program is started next.</source>
        <translation>La taille change au prochain démarrage du programme.</translation>
    </message>
    <message>
        <source>Scan anything</source>
        <translation>Scannez n’importe quoi</translation>
    </message>
    <message>
        <source>Nothing is done with what is scanned here: it is only shown.</source>
        <translation>Ce qui est scanné ici est seulement montré&#x202f;: rien n’est enregistré.</translation>
    </message>
    <message>
        <source>Looking through…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>The figures are being counted.</source>
        <translation>Les chiffres sont en cours de calcul.</translation>
    </message>
    <message>
        <source>Folder (PDF)</source>
        <translation>Dossier (PDF)</translation>
    </message>
    <message>
        <source>Label printer on the network</source>
        <translation>Imprimante d’étiquettes du réseau</translation>
    </message>
    <message>
        <source>Name or address of the printer</source>
        <translation>Nom ou adresse de l’imprimante</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Folder for files</source>
        <translation>Dossier des fichiers</translation>
    </message>
    <message>
        <source>Copied. It names no customer and nobody here.</source>
        <translation>Copié. Aucun client et personne d’ici n’y est nommé.</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Parties des réglages</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Imprimantes</translation>
    </message>
    <message>
        <source>Labels and documents</source>
        <translation>Étiquettes et documents</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Language, look, size</source>
        <translation>Langue, apparence, taille</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Lecteur</translation>
    </message>
    <message>
        <source>What it sends, what it means</source>
        <translation>Ce qu’il envoie, et son sens</translation>
    </message>
    <message>
        <source>Change it, while connected</source>
        <translation>Le changer, en ligne</translation>
    </message>
    <message>
        <source>This workstation</source>
        <translation>Ce poste</translation>
    </message>
    <message>
        <source>Versions, ages, sizes</source>
        <translation>Versions, âges, tailles</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>non interrogée</translation>
    </message>
    <message>
        <source>asking</source>
        <translation>interrogation</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>prête</translation>
    </message>
    <message>
        <source>does not print</source>
        <translation>n’imprime pas</translation>
    </message>
    <message>
        <source>The test waits to be printed.</source>
        <translation>L’essai attend d’être imprimé.</translation>
    </message>
    <message>
        <source>The test was printed.</source>
        <translation>L’essai a été imprimé.</translation>
    </message>
    <message>
        <source>The test was not printed.</source>
        <translation>L’essai n’a pas été imprimé.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Nothing stands in it.</source>
        <translation>Il est vide.</translation>
    </message>
    <message>
        <source>It is longer than any code of ours.</source>
        <translation>Il est plus long que tous nos codes.</translation>
    </message>
    <message>
        <source>Its check digit is wrong: it was not read whole.</source>
        <translation>Sa clé de contrôle est fausse&#x202f;: il n’a pas été lu en entier.</translation>
    </message>
    <message>
        <source>A parcel label of ours that was not read whole.</source>
        <translation>Une étiquette de colis à nous, mal lue.</translation>
    </message>
    <message>
        <source>GS1 data that was not read whole.</source>
        <translation>Des données GS1 mal lues.</translation>
    </message>
    <message>
        <source>Good GS1 data, of neither an article nor a parcel.</source>
        <translation>Des données GS1 correctes, ni d’un article ni d’un colis.</translation>
    </message>
    <message>
        <source>No code that we use.</source>
        <translation>Ce n’est pas un code que nous utilisons.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>{gap} ms from key to key, {whole} ms in all</source>
        <translation>{gap} ms d’une touche à l’autre, {whole} ms en tout</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>pareil</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Caractères</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Préfixe</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Terminé par</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>As this keyboard types it</source>
        <translation>Tel que ce clavier l’écrit</translation>
    </message>
    <message>
        <source>The article with the GTIN {0}.</source>
        <translation>L’article au GTIN {0}.</translation>
    </message>
    <message>
        <source>Lot {0}.</source>
        <translation>Lot {0}.</translation>
    </message>
    <message>
        <source>One piece of the article with the GTIN {gtin}: serial number {serial}.</source>
        <translation>Une pièce de l’article au GTIN {gtin}&#x202f;: numéro de série {serial}.</translation>
    </message>
    <message>
        <source>The parcel with the SSCC {0}.</source>
        <translation>Le colis de SSCC {0}.</translation>
    </message>
    <message>
        <source>A label of ours: parcel {number} of {count}.</source>
        <translation>Une étiquette à nous&#x202f;: colis {number} sur {count}.</translation>
    </message>
    <message>
        <source>The bin {0}.</source>
        <translation>Le casier {0}.</translation>
    </message>
    <message>
        <source>The place {0}.</source>
        <translation>L’emplacement {0}.</translation>
    </message>
    <message>
        <source>A staff badge. Nobody is signed in by this test.</source>
        <translation>Un badge du personnel. Cet essai n’identifie personne.</translation>
    </message>
    <message>
        <source>A customer’s pickup code: {0}.</source>
        <translation>Le code de retrait d’un client&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>The order {0}.</source>
        <translation>La commande {0}.</translation>
    </message>
    <message>
        <source>{0} GB</source>
        <translation>{0}&#xa0;Go</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Printer of this machine</source>
        <translation>Imprimante de ce poste</translation>
    </message>
    <message>
        <source>This machine has no printer yet. Add one in the system’s settings.</source>
        <translation>Ce poste n’a pas encore d’imprimante. Ajoutez-en une dans les réglages du système.</translation>
    </message>
    <message>
        <source>Labels of parcels, bins and badges</source>
        <translation>Étiquettes de colis, casiers et badges</translation>
    </message>
    <message>
        <source>Price and shelf labels</source>
        <translation>Étiquettes de prix et de rayon</translation>
    </message>
    <message>
        <source>Receipts of 80 mm</source>
        <translation>Reçus de 80 mm</translation>
    </message>
    <message>
        <source>As “{0}”</source>
        <translation>Comme «&#x202f;{0}&#x202f;»</translation>
    </message>
    <message>
        <source>My PIN</source>
        <translation>Mon code PIN</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Changer mon code PIN</translation>
    </message>
    <message>
        <source>New PIN (6 digits or more)</source>
        <translation>Nouveau code PIN (6 chiffres ou plus)</translation>
    </message>
    <message>
        <source>Repeat the new PIN</source>
        <translation>Répétez le nouveau code PIN</translation>
    </message>
    <message>
        <source>the current PIN</source>
        <translation>le code actuel</translation>
    </message>
    <message>
        <source>the new PIN</source>
        <translation>le nouveau code</translation>
    </message>
    <message>
        <source>the new PIN again</source>
        <translation>la répétition du nouveau code</translation>
    </message>
    <message>
        <source>Current PIN</source>
        <translation>Code PIN actuel</translation>
    </message>
    <message>
        <source>This workstation has to be connected to headquarters. The new PIN works on every workstation of this store.</source>
        <translation>Le poste doit être relié au siège. Le nouveau code vaut pour tous les postes de ce magasin.</translation>
    </message>
    <message>
        <source>Changed. Use it from now on.</source>
        <translation>Changé. Utilisez-le dès maintenant.</translation>
    </message>
    <message>
        <source>Label templates</source>
        <translation>Modèles d’étiquettes</translation>
    </message>
    <message>
        <source>Change them, try them</source>
        <translation>Les modifier, les essayer</translation>
    </message>
    <message>
        <source>Address of the printer or its queue</source>
        <translation>Adresse de l’imprimante ou de sa file</translation>
    </message>
    <message>
        <source>Label printer (ZPL)</source>
        <translation>Imprimante d’étiquettes (ZPL)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>What is sent to it</source>
        <translation>Ce qui lui est envoyé</translation>
    </message>
    <message>
        <source>Says how it is</source>
        <translation>Dit son état</translation>
    </message>
    <message>
        <source>Never answers</source>
        <translation>Ne répond jamais</translation>
    </message>
    <message>
        <source>Whether it answers</source>
        <translation>Si elle répond</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>It is not asked: labels are sent without a word back, and an empty roll is not seen here.</source>
        <translation>Elle n’est pas interrogée&#x202f;: les étiquettes partent sans réponse, et un rouleau vide ne se voit pas ici.</translation>
    </message>
    <message>
        <source>Not in use yet: use it, then print a test.</source>
        <translation>Pas encore utilisée&#x202f;: utilisez-la, puis imprimez un essai.</translation>
    </message>
    <message>
        <source>By IPP</source>
        <translation>Par IPP</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Doux</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Moyen</translation>
    </message>
    <message>
        <source>Loud</source>
        <translation>Fort</translation>
    </message>
    <message>
        <source>Scanner on a serial port</source>
        <translation>Lecteur sur un port série</translation>
    </message>
    <message>
        <source>One that types like a keyboard needs nothing here; both may be used.</source>
        <translation>Celui qui tape comme un clavier n’a besoin de rien ici&#x202f;; les deux peuvent servir.</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Port série</translation>
    </message>
    <message>
        <source>{0} bit/s</source>
        <translation>{0}&#x202f;bit/s</translation>
    </message>
    <message>
        <source>Sound of scans</source>
        <translation>Son des lectures</translation>
    </message>
    <message>
        <source>Short and high: it fits. Low: it does not. Twice: the same barcode came again within a second. Rising: several are possible, and you choose.</source>
        <translation>Court et aigu&#x202f;: c’est bon. Grave&#x202f;: cela ne va pas. Deux fois&#x202f;: le même code-barres est revenu en moins d’une seconde. Montant&#x202f;: plusieurs sont possibles, et vous choisissez.</translation>
    </message>
    <message>
        <source>None: it types like a keyboard</source>
        <translation>Aucun&#x202f;: il tape comme un clavier</translation>
    </message>
    <message>
        <source>It is being read.</source>
        <translation>Il est lu.</translation>
    </message>
    <message>
        <source>The manifest {0}.</source>
        <translation>Le bordereau {0}.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Camera {0}</source>
        <translation>Caméra {0}</translation>
    </message>
    <message>
        <source>Ctrl G, or the drawing at the top, shows from any screen what it sees and reads the barcode in the frame. It is on only while you see its picture.</source>
        <translation>Ctrl G, ou le dessin en haut, montre sur tout écran ce qu’elle voit et lit le code-barres du cadre. Elle n’est allumée que tant que l’image se voit.</translation>
    </message>
    <message>
        <source>A staff badge: the PIN was asked for.</source>
        <translation>Un badge du personnel&#x202f;: le code PIN a été demandé.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who works here?</source>
        <extracomment>More rows of names than this scroll.</extracomment>
        <translation>Qui travaille ici&#x202f;?</translation>
    </message>
    <message>
        <source>Choose your name, or scan your badge.</source>
        <translation>Choisissez votre nom, ou scannez votre badge.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Quelqu’un d’autre</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>Size by colour, this store</source>
        <translation>Tailles et couleurs, ce magasin</translation>
    </message>
    <message>
        <source>Why {0} here?</source>
        <translation>Pourquoi {0} ici&#x202f;?</translation>
    </message>
    <message>
        <source>Can be promised</source>
        <translation>Disponible à promettre</translation>
    </message>
    <message>
        <source>Name, size, colour, number, or the last digits of the barcode</source>
        <translation>Nom, taille, couleur, numéro, ou derniers chiffres du code-barres</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Articles trouvés</translation>
    </message>
    <message>
        <source>No article has the barcode {0}. Type its name instead.</source>
        <translation>Aucun article n’a le code-barres {0}. Tapez plutôt son nom.</translation>
    </message>
    <message>
        <source>The network is still arriving</source>
        <translation>Le réseau arrive encore</translation>
    </message>
    <message>
        <source>Orders can be prepared meanwhile. Sync says how far it has come.</source>
        <translation>Vous pouvez déjà préparer. L’avancement est dans Synchro.</translation>
    </message>
    <message>
        <source>No article is called “{0}”</source>
        <translation>Aucun article ne s’appelle «&#x202f;{0}&#x202f;»</translation>
    </message>
    <message>
        <source>Every word has to fit: leave one out, the size or the colour first.</source>
        <translation>Chaque mot doit correspondre&#x202f;: enlevez-en un, la taille ou la couleur d’abord.</translation>
    </message>
    <message>
        <source>Fewer letters find more: “rob lin 40” finds the linen dresses in 40.</source>
        <translation>Moins de lettres, plus de résultats&#x202f;: «&#x202f;rob lin 40&#x202f;» trouve les robes en lin en 40.</translation>
    </message>
    <message>
        <source>Which article?</source>
        <translation>Quel article&#x202f;?</translation>
    </message>
    <message>
        <source>Scan it, or type its name, its number or the last digits of its barcode.</source>
        <translation>Scannez-le, ou tapez son nom, son numéro ou la fin de son code-barres.</translation>
    </message>
    <message>
        <source>Looked at lately</source>
        <translation>Consultés récemment</translation>
    </message>
    <message>
        <source>there are more: type another word</source>
        <translation>il y en a d’autres&#x202f;: ajoutez un mot</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ici</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>ailleurs</translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation>pas encore de prix</translation>
    </message>
    <message>
        <source>{now}, was {was}</source>
        <translation>{now}, au lieu de {was}</translation>
    </message>
    <message>
        <source>Zone {0}</source>
        <translation>Zone {0}</translation>
    </message>
    <message>
        <source>Aisle {0}</source>
        <translation>Allée {0}</translation>
    </message>
    <message>
        <source>Shelf {0}</source>
        <translation>Étagère {0}</translation>
    </message>
    <message>
        <source>The network has no piece with the number {serial}.</source>
        <translation>Aucune pièce du réseau n’a le numéro {serial}.</translation>
    </message>
    <message>
        <source>Piece {serial}: {where}, {state}.</source>
        <translation>Pièce {serial}&#x202f;: {where}, {state}.</translation>
    </message>
    <message>
        <source>{words}, counted {day}</source>
        <translation>{words}, compté le {day}</translation>
    </message>
    <message>
        <source>{words}: {orders}</source>
        <translation>{words}&#x202f;: {orders}</translation>
    </message>
    <message>
        <source>This computer has lost its latest exchanges: the number is kept low until the next one.</source>
        <translation>Ce poste a perdu ses derniers échanges&#x202f;: le chiffre reste prudent jusqu’au prochain.</translation>
    </message>
    <message>
        <source>Till heard {ago}.</source>
        <translation>Nouvelles de la caisse&#x202f;: {ago}.</translation>
    </message>
    <message>
        <source>Besides, not to be promised: {parts}.</source>
        <translation>En plus, hors promesse&#x202f;: {parts}.</translation>
    </message>
    <message>
        <source>none anywhere</source>
        <translation>aucun nulle part</translation>
    </message>
    <message>
        <source>shut</source>
        <translation>fermé</translation>
    </message>
    <message>
        <source>display only</source>
        <translation>en exposition</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en direct</translation>
    </message>
    <message>
        <source>partner</source>
        <translation>partenaire</translation>
    </message>
    <message>
        <source>Sorted: nearest with stock</source>
        <translation>Tri&#x202f;: proches avec stock</translation>
    </message>
    <message>
        <source>Sorted: nearest</source>
        <translation>Tri&#x202f;: les plus proches</translation>
    </message>
    <message>
        <source>Sorted: most available</source>
        <translation>Tri&#x202f;: les mieux fournis</translation>
    </message>
    <message>
        <source>Sorted: by name</source>
        <translation>Tri&#x202f;: par nom</translation>
    </message>
    <message>
        <source>Shown: every place</source>
        <translation>Affichés&#x202f;: tous les lieux</translation>
    </message>
    <message>
        <source>Shown: with stock</source>
        <translation>Affichés&#x202f;: avec stock</translation>
    </message>
    <message>
        <source>Shown: collect there</source>
        <translation>Affichés&#x202f;: à retirer là-bas</translation>
    </message>
    <message>
        <source>corner</source>
        <translation>corner</translation>
    </message>
    <message>
        <source>marketplace</source>
        <translation>place de marché</translation>
    </message>
    <message>
        <source>picked for {order}</source>
        <translation>prélevée pour {order}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation>{0}&#xa0;km</translation>
    </message>
    <message>
        <source>On the way here: {units}.</source>
        <translation>En route vers ce magasin&#x202f;: {units}.</translation>
    </message>
    <message>
        <source>Headquarters’ number as of {ago}.</source>
        <translation>Chiffre du siège&#x202f;: {ago}.</translation>
    </message>
    <message>
        <source>Regular price</source>
        <translation>Prix normal</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Prix démarqué</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Physique</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>En transit</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>The other places’ numbers are as old as the download; this store’s are live.</source>
        <translation>Les chiffres des autres lieux datent du téléchargement&#x202f;; ceux de ce magasin sont à jour.</translation>
    </message>
    <message>
        <source>The other places’ numbers are from {ago}; this store’s are live.</source>
        <translation>Chiffres des autres lieux&#x202f;: {ago}&#x202f;; ceux de ce magasin sont à jour.</translation>
    </message>
    <message>
        <source>Nothing has moved here lately</source>
        <translation>Aucun mouvement ici ces derniers temps</translation>
    </message>
    <message>
        <source>Movements of the last 30 days of this store stand here.</source>
        <translation>Les mouvements de ce magasin des 30 derniers jours s’affichent ici.</translation>
    </message>
    <message>
        <source>No piece is known</source>
        <translation>Aucune pièce connue</translation>
    </message>
    <message>
        <source>Pieces come with their serial number when they are received.</source>
        <translation>Les pièces apparaissent avec leur numéro de série à la réception.</translation>
    </message>
    <message>
        <source>No price yet</source>
        <translation>Pas encore de prix</translation>
    </message>
    <message>
        <source>Headquarters sets prices; they come here by themselves.</source>
        <translation>Le siège fixe les prix&#x202f;; ils arrivent ici tout seuls.</translation>
    </message>
    <message>
        <source>Piece {serial} in this store</source>
        <translation>Pièce {serial} dans ce magasin</translation>
    </message>
    <message>
        <source>warehouse</source>
        <translation>entrepôt</translation>
    </message>
    <message>
        <source>opens {time}</source>
        <translation>ouvre {time}</translation>
    </message>
    <message>
        <source>collect possible</source>
        <translation>retrait possible</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>pas encore envoyé</translation>
    </message>
    <message>
        <source>Last movement: {what}, {who}, {time}.</source>
        <translation>Dernier mouvement&#x202f;: {what}, {who}, {time}.</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>Siège</translation>
    </message>
    <message>
        <source>Somebody who has left</source>
        <translation>Une personne partie</translation>
    </message>
    <message>
        <source>as another system told it</source>
        <translation>selon un autre système</translation>
    </message>
    <message>
        <source>another system counts otherwise</source>
        <translation>écart avec un autre système</translation>
    </message>
    <message>
        <source>a customer’s parcel arrived</source>
        <translation>colis d’un client arrivé</translation>
    </message>
    <message>
        <source>refused at the counter</source>
        <translation>refusé au comptoir</translation>
    </message>
    <message>
        <source>the order was cancelled</source>
        <translation>commande annulée</translation>
    </message>
    <message>
        <source>taken off the receipt again</source>
        <translation>retiré de la réception</translation>
    </message>
    <message>
        <source>the sender took it back</source>
        <translation>repris par l’expéditeur</translation>
    </message>
    <message>
        <source>for a transfer</source>
        <translation>pour un transfert</translation>
    </message>
    <message>
        <source>missing on receipt</source>
        <translation>manquant à la réception</translation>
    </message>
    <message>
        <source>its carton came back</source>
        <translation>son carton est revenu</translation>
    </message>
    <message>
        <source>its carton was received after all where it was to go</source>
        <translation>son carton a finalement été reçu là où il allait</translation>
    </message>
    <message>
        <source>its carton came under another number</source>
        <translation>son carton est arrivé sous un autre numéro</translation>
    </message>
    <message>
        <source>told as sent, and still here</source>
        <translation>noté comme parti, mais resté ici</translation>
    </message>
    <message>
        <source>refused, given back to its customer</source>
        <translation>refusé, rendu au client</translation>
    </message>
    <message>
        <source>sent back</source>
        <translation>renvoyé</translation>
    </message>
    <message>
        <source>written off</source>
        <translation>passé en démarque</translation>
    </message>
    <message>
        <source>damaged on receipt</source>
        <translation>abîmé à la réception</translation>
    </message>
    <message>
        <source>for an exchange</source>
        <translation>pour un échange</translation>
    </message>
    <message>
        <source>offered in place of another</source>
        <translation>proposé à la place d’un autre</translation>
    </message>
    <message>
        <source>the customer agreed to another article</source>
        <translation>le client accepte un autre article</translation>
    </message>
    <message>
        <source>nobody answered about another article</source>
        <translation>sans réponse sur un autre article</translation>
    </message>
    <message>
        <source>the customer declined another article</source>
        <translation>le client refuse un autre article</translation>
    </message>
    <message>
        <source>told short by mistake</source>
        <translation>manquant noté par erreur</translation>
    </message>
    <message>
        <source>has left</source>
        <translation>sortie</translation>
    </message>
    <message>
        <source>sold {day}</source>
        <translation>vendue {day}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>actuel</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>à venir</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>depuis le début</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>dès {time}</translation>
    </message>
    <message>
        <source>Every place and its stock</source>
        <translation>Tous les lieux et leur stock</translation>
    </message>
    <message>
        <source>What happened here</source>
        <translation>Ce qui s’est passé ici</translation>
    </message>
    <message>
        <source>Pieces by serial number</source>
        <translation>Pièces par numéro de série</translation>
    </message>
    <message>
        <source>Prices with their dates</source>
        <translation>Prix et leurs dates</translation>
    </message>
    <message>
        <source>What happened to the piece</source>
        <translation>Ce qui est arrivé à la pièce</translation>
    </message>
    <message>
        <source>Nothing of it is known here; other stores’ movements are at headquarters.</source>
        <translation>Rien n’en est connu ici&#x202f;; les mouvements des autres magasins sont au siège.</translation>
    </message>
    <message>
        <source>Another store</source>
        <translation>Un autre magasin</translation>
    </message>
    <message>
        <source>No other store has any to send.</source>
        <translation>Aucun autre magasin n’en a à envoyer.</translation>
    </message>
    <message>
        <source>Ask {place} for {count}? It has {available}, and a manager approves it.</source>
        <translation>En demander {count} à {place}&#x202f;? Il en a {available}, et un responsable valide.</translation>
    </message>
    <message>
        <source>{count} × {name}</source>
        <translation>{count}&#xa0;× {name}</translation>
    </message>
    <message>
        <source>To be asked of {place}: {articles}</source>
        <translation>À demander à {place}&#x202f;: {articles}</translation>
    </message>
    <message>
        <source>{place} has none of it to send. Send the list, then ask another store.</source>
        <translation>{place} n’en a pas à envoyer. Envoyez la liste, puis demandez à un autre magasin.</translation>
    </message>
    <message>
        <source>This one too</source>
        <translation>Celui-ci aussi</translation>
    </message>
    <message>
        <source>Send: {articles}</source>
        <translation>Envoyer&#x202f;: {articles}</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>What became of {number}</source>
        <translation>Historique de {number}</translation>
    </message>
    <message>
        <source>What happened, the latest first</source>
        <translation>Ce qui s’est passé, le plus récent d’abord</translation>
    </message>
    <message>
        <source>To be settled: {what}</source>
        <translation>À résoudre&#x202f;: {what}</translation>
    </message>
    <message>
        <source>{deed}, {who}: not accepted</source>
        <translation>{deed}, {who}&#x202f;: pas accepté</translation>
    </message>
    <message>
        <source>done at {time}, heard of later</source>
        <translation>fait à {time}, reçu plus tard</translation>
    </message>
    <message>
        <source>Headquarters is asked…</source>
        <translation>Question posée au siège…</translation>
    </message>
    <message>
        <source>This is what headquarters told before: it is not reached now.</source>
        <translation>Réponse précédente du siège&#x202f;: il n’est pas joignable.</translation>
    </message>
    <message>
        <source>Headquarters is not reached. This is what was done in this store.</source>
        <translation>Le siège n’est pas joignable. Voici ce qui a été fait dans ce magasin.</translation>
    </message>
    <message>
        <source>This is what headquarters told before.</source>
        <translation>Voici la réponse précédente du siège.</translation>
    </message>
    <message>
        <source>This is what was done in this store.</source>
        <translation>Voici ce qui a été fait dans ce magasin.</translation>
    </message>
    <message>
        <source>Headquarters knows no such order of this store.</source>
        <translation>Le siège ne connaît pas de telle commande pour ce magasin.</translation>
    </message>
    <message>
        <source>Nothing is known of it here</source>
        <translation>Rien n’en est connu ici</translation>
    </message>
    <message>
        <source>Its story is at headquarters; it comes with the line.</source>
        <translation>L’historique est au siège, il viendra avec la liaison.</translation>
    </message>
</context>
<context>
    <name>Support</name>
    <message>
        <source>Fault reports</source>
        <translation>Rapports d’incident</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>The program had a fault. What was done before it is kept. Tell support this number: {0}.</source>
        <translation>Le programme a eu un incident. Ce qui a été fait avant est conservé. Donnez ce numéro à l’assistance&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>Fault report {0}</source>
        <translation>Rapport d’incident {0}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Work goes on. Tell support this number.</source>
        <translation>Le travail continue. Donnez ce numéro à l’assistance.</translation>
    </message>
    <message>
        <source>Copied. Paste it into the mail to support.</source>
        <translation>Copié. Collez-le dans le message à l’assistance.</translation>
    </message>
    <message>
        <source>The program had a fault: {0}. The report names nobody; give it to support, then delete it.</source>
        <translation>Le programme a eu un incident&#x202f;: {0}. Le rapport ne nomme personne&#x202f;; transmettez-le à l’assistance, puis supprimez-le.</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>in sent actions until {day}</source>
        <translation>dans les envois jusqu’au {day}</translation>
    </message>
    <message>
        <source>Erased customer</source>
        <translation>Client effacé</translation>
    </message>
    <message>
        <source>Photo taken: {article}</source>
        <translation>Photo prise&#x202f;: {article}</translation>
    </message>
    <message>
        <source>The last 24 hours</source>
        <translation>Les dernières 24&#xa0;heures</translation>
    </message>
    <message>
        <source>Line to headquarters</source>
        <translation>Liaison avec le siège</translation>
    </message>
    <message>
        <source>Copies on this machine</source>
        <translation>Copies sur ce poste</translation>
    </message>
    <message>
        <source>The network arrives: {0}</source>
        <translation>Le réseau arrive&#x202f;: {0}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Réimprimer</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Vu</translation>
    </message>
    <message>
        <source>What waits and what was answered</source>
        <translation>Envois en attente et réponses</translation>
    </message>
    <message>
        <source>What is done here shows here until headquarters has answered.</source>
        <translation>Ce qui est fait sur ce poste se montre ici jusqu’à la réponse du siège.</translation>
    </message>
    <message>
        <source>What you do now waits here and goes by itself when the line is back.</source>
        <translation>Ce que vous faites attend ici et part tout seul au retour de la liaison.</translation>
    </message>
    <message>
        <source>Nothing waits, nothing was refused</source>
        <translation>Rien en attente, rien de refusé</translation>
    </message>
    <message>
        <source>Taken to prepare</source>
        <translation>Prise en préparation</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Libérée</translation>
    </message>
    <message>
        <source>Picked {quantity} × {article}</source>
        <translation>Prélevé&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Back on the shelf: {quantity} × {article}</source>
        <translation>Revenu en rayon&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Short: {quantity} × {article}</source>
        <translation>Manquant&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Found after all: {quantity} × {article}</source>
        <translation>Finalement trouvé&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Closed: nothing could be found</source>
        <translation>Clôturée&#x202f;: rien n’a été trouvé</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Emballée</translation>
    </message>
    <message>
        <source>Refused by the customer</source>
        <translation>Refusée par le client</translation>
    </message>
    <message>
        <source>Put in bin {bins}</source>
        <translation>Mise en casier {bins}</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remise au client</translation>
    </message>
    <message>
        <source>Put back on the shelves</source>
        <translation>Remise en rayon</translation>
    </message>
    <message>
        <source>Carrier manifest</source>
        <translation>Bordereau de remise au transporteur</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Rouverte</translation>
    </message>
    <message>
        <source>Intake of new orders limited</source>
        <translation>Prise de commandes limitée</translation>
    </message>
    <message>
        <source>Article counted</source>
        <translation>Article compté</translation>
    </message>
    <message>
        <source>Place kept: {article}</source>
        <translation>Place enregistrée&#x202f;: {article}</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Anomalie résolue</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>done, changed</source>
        <translation>fait, modifié</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Les voir</translation>
    </message>
    <message>
        <source>Part handed over</source>
        <translation>Partie remise</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>mis de côté</translation>
    </message>
    <message>
        <source>Label of a parcel</source>
        <translation>Étiquette de colis</translation>
    </message>
    <message>
        <source>Label of a bin</source>
        <translation>Étiquette de casier</translation>
    </message>
    <message>
        <source>Pick list</source>
        <translation>Liste de prélèvement</translation>
    </message>
    <message>
        <source>an article</source>
        <translation>un article</translation>
    </message>
    <message>
        <source>a manager does</source>
        <translation>par un responsable</translation>
    </message>
    <message>
        <source>Not accepted by headquarters</source>
        <translation>Non acceptés par le siège</translation>
    </message>
    <message>
        <source>Being tried on</source>
        <translation>À l’essayage</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À résoudre</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Non imprimées</translation>
    </message>
    <message>
        <source>Waits for headquarters</source>
        <translation>Envois en attente</translation>
    </message>
    <message>
        <source>Answered with a remark</source>
        <translation>Acceptés avec une remarque</translation>
    </message>
    <message>
        <source>the first {0} of {1}</source>
        <translation>les {0} premiers sur {1}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>à voir</translation>
    </message>
    <message>
        <source>Exceptions: {count}</source>
        <translation>Anomalies&#x202f;: {count}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>depuis {0}</translation>
    </message>
    <message>
        <source>Everything works. What is done here is with headquarters within seconds.</source>
        <translation>Tout fonctionne. Ce qui est fait ici arrive au siège en quelques secondes.</translation>
    </message>
    <message>
        <source>never yet</source>
        <translation>jamais encore</translation>
    </message>
    <message>
        <source>Count asked for</source>
        <translation>Comptage demandé</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Dernière réponse</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Acceptés</translation>
    </message>
    <message>
        <source>{left} of {leased} left</source>
        <translation>encore {left} sur {leased}</translation>
    </message>
    <message>
        <source>May leave unpaid</source>
        <translation>Peut partir impayée</translation>
    </message>
    <message>
        <source>Shipping label</source>
        <translation>Étiquette d’expédition</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>This store</source>
        <translation>Ce magasin</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Ce poste</translation>
    </message>
    <message>
        <source>Parcel numbers</source>
        <translation>Numéros de colis</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>still arriving</source>
        <translation>arrive encore</translation>
    </message>
    <message>
        <source>version {version}, {ago}</source>
        <translation>version {version}, {ago}</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>version {0}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien encore</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} sur {total}&#xa0;Mo</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>encore {0}</translation>
    </message>
    <message>
        <source>What each side says, and what can be done, is under Exceptions.</source>
        <translation>Détail et solutions sous Anomalies.</translation>
    </message>
    <message>
        <source>Given to the carrier</source>
        <translation>Remis au transporteur</translation>
    </message>
    <message>
        <source>recorded, details after the update</source>
        <translation>enregistré, détails après la mise à jour</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>Page d’essai</translation>
    </message>
    <message>
        <source>Headquarters answers, and not everything comes through. Work goes on.</source>
        <translation>Le siège répond, mais tout ne passe pas. Le travail continue.</translation>
    </message>
    <message>
        <source>Orders and actions are exchanged, as far as headquarters answers.</source>
        <translation>Commandes et envois s’échangent, pour autant que le siège réponde.</translation>
    </message>
    <message>
        <source>Work goes on and is kept here; it is sent once this workstation is enrolled again.</source>
        <translation>Le travail continue et il est gardé ici&#x202f;; il sera envoyé dès que ce poste sera enrôlé à nouveau.</translation>
    </message>
    <message>
        <source>New orders come when the line is back.</source>
        <translation>Les nouvelles commandes viendront au retour de la liaison.</translation>
    </message>
    <message>
        <source>Last proven answer</source>
        <translation>Dernière réponse prouvée</translation>
    </message>
    <message>
        <source>stock</source>
        <translation>stock</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>articles</translation>
    </message>
    <message>
        <source>prices</source>
        <translation>prix</translation>
    </message>
    <message>
        <source>places</source>
        <translation>lieux</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>pièces</translation>
    </message>
    <message>
        <source>this store’s own rows</source>
        <translation>les données de ce magasin</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Diffère</translation>
    </message>
    <message>
        <source>{what}, {ago}</source>
        <translation>{what}, {ago}</translation>
    </message>
    <message>
        <source>taken again, {ago}: {what}</source>
        <translation>reprise entière, {ago}&#x202f;: {what}</translation>
    </message>
    <message>
        <source>rows: {rows} ({what}), {ago}</source>
        <translation>lignes&#x202f;: {rows} ({what}), {ago}</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>Corrigé</translation>
    </message>
    <message>
        <source>{done} of {total} rows</source>
        <translation>{done} sur {total} lignes</translation>
    </message>
    <message>
        <source>Receipt of a refund</source>
        <translation>Ticket de remboursement</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Avoir</translation>
    </message>
    <message>
        <source>Condition noted: {article}</source>
        <translation>État noté&#x202f;: {article}</translation>
    </message>
    <message>
        <source>Destination noted: {article}</source>
        <translation>Destination notée&#x202f;: {article}</translation>
    </message>
    <message>
        <source>Received {quantity} × {article}</source>
        <translation>Reçu&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Not received after all: {quantity} × {article}</source>
        <translation>Finalement pas reçu&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Damaged: {quantity} × {article}</source>
        <translation>Abîmé&#x202f;: {quantity}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>Hand-over receipt</source>
        <translation>Reçu de retrait</translation>
    </message>
    <message>
        <source>Markdown label</source>
        <translation>Étiquette de démarque</translation>
    </message>
    <message>
        <source>Packing slip</source>
        <translation>Bon de livraison</translation>
    </message>
    <message>
        <source>Piece label</source>
        <translation>Étiquette de pièce</translation>
    </message>
    <message>
        <source>Price label</source>
        <translation>Étiquette de prix</translation>
    </message>
    <message>
        <source>Product barcode</source>
        <translation>Code-barres article</translation>
    </message>
    <message>
        <source>Return label</source>
        <translation>Étiquette de retour</translation>
    </message>
    <message>
        <source>Scanner set-up code</source>
        <translation>Code de réglage du lecteur</translation>
    </message>
    <message>
        <source>Shelf label</source>
        <translation>Étiquette de rayon</translation>
    </message>
    <message>
        <source>Staff badge</source>
        <translation>Badge du personnel</translation>
    </message>
    <message>
        <source>Label of a tote</source>
        <translation>Étiquette de bac</translation>
    </message>
    <message>
        <source>Transfer manifest</source>
        <translation>Bordereau de transfert</translation>
    </message>
    <message>
        <source>Label template published</source>
        <translation>Modèle d’étiquette publié</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>incomplet</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>Not offline today.</source>
        <translation>Aucune coupure aujourd’hui.</translation>
    </message>
    <message>
        <source>For {length} not everything came through.</source>
        <translation>Échanges incomplets pendant {length}.</translation>
    </message>
    <message>
        <source>Not offline since {begin}.</source>
        <translation>Aucune coupure depuis {begin}.</translation>
    </message>
    <message>
        <source>Offline today for {length} in all.</source>
        <translation>Hors ligne {length} aujourd’hui, en tout.</translation>
    </message>
    <message>
        <source>Offline today for {length}, last at {begin}.</source>
        <translation>Hors ligne {length} aujourd’hui, dernière coupure à {begin}.</translation>
    </message>
    <message>
        <source>Offline today for {length}, last from {begin} to {end}.</source>
        <translation>Hors ligne {length} aujourd’hui, dernière coupure de {begin} à {end}.</translation>
    </message>
    <message>
        <source>{kind}, {begin}</source>
        <translation>{kind}, {begin}</translation>
    </message>
    <message>
        <source>{kind} from {begin} to {end}</source>
        <translation>{kind}, {begin} – {end}</translation>
    </message>
</context>
<context>
    <name>Tab</name>
    <message>
        <source>{0}, shown</source>
        <translation>{0}, affiché</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Label templates</source>
        <translation>Modèles d’étiquettes</translation>
    </message>
    <message>
        <source>Each label is one readable file, in millimetres. What is kept here is this workstation’s own version; what is published is the chain’s. Both count from the next label on.</source>
        <translation>Chaque étiquette est un fichier lisible, en millimètres. Ce qui est gardé ici est la version propre à ce poste&#x202f;; ce qui est publié est celle de l’enseigne. Les deux valent dès la prochaine étiquette.</translation>
    </message>
    <message>
        <source>The template’s file</source>
        <translation>Le fichier du modèle</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>With what was printed last.</source>
        <translation>Avec ce qui a été imprimé en dernier.</translation>
    </message>
    <message>
        <source>With an article of this store: {0}.</source>
        <translation>Avec un article de ce magasin&#x202f;: {0}.</translation>
    </message>
    <message>
        <source>With this store’s own names, and examples for the rest.</source>
        <translation>Avec les noms de ce magasin, et des exemples pour le reste.</translation>
    </message>
    <message>
        <source>The test waits to be printed.</source>
        <translation>L’essai attend d’être imprimé.</translation>
    </message>
    <message>
        <source>The test was printed.</source>
        <translation>L’essai a été imprimé.</translation>
    </message>
    <message>
        <source>The test was not printed.</source>
        <translation>L’essai n’a pas été imprimé.</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>non gardé</translation>
    </message>
    <message>
        <source>this workstation’s own</source>
        <translation>propre au poste</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>d’origine</translation>
    </message>
    <message>
        <source>It prints well: at its longest, in both languages, on every printer.</source>
        <translation>Il s’imprime bien&#x202f;: au plus long, dans les deux langues, sur toute imprimante.</translation>
    </message>
    <message>
        <source>And {0} more.</source>
        <translation>Et {0} de plus.</translation>
    </message>
    <message>
        <source>Bring this workstation’s own back</source>
        <translation>Rétablir la version de ce poste</translation>
    </message>
    <message>
        <source>Back to the shipped one</source>
        <translation>Revenir au modèle d’origine</translation>
    </message>
    <message>
        <source>the chain’s</source>
        <translation>celle de l’enseigne</translation>
    </message>
    <message>
        <source>Headquarters has published version {0}, which does not print well here: {1}</source>
        <translation>Le siège a publié la version {0}, qui ne s’imprime pas bien ici&#x202f;: {1}</translation>
    </message>
    <message>
        <source>The former one stays.</source>
        <translation>La précédente reste en service.</translation>
    </message>
    <message>
        <source>This workstation prints by its own version; the chain’s, {0}, waits under it.</source>
        <translation>Ce poste imprime avec sa propre version&#x202f;; celle de l’enseigne ({0}) attend en dessous.</translation>
    </message>
    <message>
        <source>Only managers change templates; anybody may print a test.</source>
        <translation>Seuls les responsables changent les modèles&#x202f;; chacun peut imprimer un essai.</translation>
    </message>
    <message>
        <source>Back to the chain’s</source>
        <translation>Revenir à celle de l’enseigne</translation>
    </message>
    <message>
        <source>Begin with the shipped one</source>
        <translation>Repartir du modèle livré</translation>
    </message>
</context>
<context>
    <name>TimePill</name>
    <message>
        <source>{minutes} min</source>
        <extracomment>A longer pill may be cut with an ellipsis before it is narrower than this, px. A promise is at risk when less than this is left, minutes.</extracomment>
        <translation>{minutes}&#xa0;min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}&#xa0;h&#xa0;{minutes}&#xa0;min</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days}&#xa0;j</translation>
    </message>
    <message>
        <source>late {time}</source>
        <translation>retard {time}</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Waits for the customer’s answer</source>
        <translation>Attend la réponse du client</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Sélection</translation>
    </message>
    <message>
        <source>Load of the next 4 hours</source>
        <translation>Charge des 4 prochaines heures</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Anomalie</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Is all of it back in its place? Scan each one, or confirm.</source>
        <translation>Tout est-il à sa place&#x202f;? Scannez chaque pièce, ou confirmez.</translation>
    </message>
    <message>
        <source>So many are there</source>
        <translation>Enregistrer le comptage</translation>
    </message>
    <message>
        <source>On the shelf</source>
        <translation>En rayon</translation>
    </message>
    <message>
        <source>How many are there? Type it, or scan each one.</source>
        <translation>Combien y en a-t-il&#x202f;? Saisissez, ou scannez chaque pièce.</translation>
    </message>
    <message>
        <source>All is back</source>
        <translation>Tout est en rayon</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Ce qui est à faire</translation>
    </message>
    <message>
        <source>to settle</source>
        <translation>à résoudre</translation>
    </message>
    <message>
        <source>wait for a manager</source>
        <translation>pour un responsable</translation>
    </message>
    <message>
        <source>to prepare</source>
        <translation>à préparer</translation>
    </message>
    <message>
        <source>ready to collect</source>
        <translation>à retirer</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>New orders come here by themselves.</source>
        <translation>Les nouvelles commandes arrivent ici d’elles-mêmes.</translation>
    </message>
    <message>
        <source>The last one was handed over at {time}.</source>
        <translation>Dernière remise client&#x202f;: {time}.</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Rien ne vous attend</translation>
    </message>
    <message>
        <source>Nothing on the board is like that</source>
        <translation>Rien de tel au tableau</translation>
    </message>
    <message>
        <source>Esc shows everything again.</source>
        <translation>Échap montre tout de nouveau.</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Préparer</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Put in a bin</source>
        <translation>Mettre en casier</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Remettre</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Remettre en rayon</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Résoudre</translation>
    </message>
    <message>
        <source>To be unpacked: {parcels}. What is printed for it is void, and the order is packed anew.</source>
        <translation>À déballer&#x202f;: {parcels}. Les étiquettes ne valent plus rien, et la commande est emballée à nouveau.</translation>
    </message>
    <message>
        <source>Back on the shelf first: {picked} in hand. Another place is looked for, for {articles}.</source>
        <translation>À remettre d’abord en rayon&#x202f;: {picked}. Un autre lieu est cherché pour {articles}.</translation>
    </message>
    <message>
        <source>Rejected: {number}. Another place is looked for.</source>
        <translation>Rejetée&#x202f;: {number}. Un autre lieu est cherché.</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>à commencer</translation>
    </message>
    <message>
        <source>Zone {zones}</source>
        <translation>Zone {zones}</translation>
    </message>
    <message>
        <source>Zones {zones}</source>
        <translation>Zones {zones}</translation>
    </message>
    <message>
        <source>Bin {bins}</source>
        <translation>Casier {bins}</translation>
    </message>
    <message>
        <source>Bins {bins}</source>
        <translation>Casiers {bins}</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Casier</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>À refaire</translation>
    </message>
    <message>
        <source>{name} is on it</source>
        <translation>{name}&#xa0;s’en occupe</translation>
    </message>
    <message>
        <source>promised {time} · {left}</source>
        <translation>pour {time} · {left}</translation>
    </message>
    <message>
        <source>for a manager</source>
        <translation>pour un responsable</translation>
    </message>
    <message>
        <source>{orders}, {articles}</source>
        <translation>{orders}, {articles}</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Tous types</translation>
    </message>
    <message>
        <source>Mine only</source>
        <translation>Les miennes</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Pour tous</translation>
    </message>
    <message>
        <source>Late only</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Late or not</source>
        <translation>Toute heure</translation>
    </message>
    <message>
        <source>All zones</source>
        <translation>Toutes zones</translation>
    </message>
    <message>
        <source>no place known</source>
        <translation>emplacement inconnu</translation>
    </message>
    <message>
        <source>{kind}, promised {time}</source>
        <translation>{kind}, pour {time}</translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation>{state} depuis {time}</translation>
    </message>
    <message>
        <source>{articles}, serial</source>
        <translation>{articles}, n°&#xa0;de série</translation>
    </message>
    <message>
        <source>no bin yet</source>
        <translation>pas encore de casier</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>{count} on the shelf</source>
        <translation>{count} en rayon</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Casiers</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>how many there are</source>
        <translation>combien il y en a</translation>
    </message>
    <message>
        <source>the first count was far off: count once more</source>
        <translation>le premier comptage était loin du compte&#x202f;: recomptez</translation>
    </message>
    <message>
        <source>{units} × {article}</source>
        <translation>{units}&#xa0;× {article}</translation>
    </message>
    <message>
        <source>{article} ({done} of {units} back)</source>
        <translation>{article} ({done} sur {units} en rayon)</translation>
    </message>
    <message>
        <source>nothing, paid online</source>
        <translation>rien, réglé en ligne</translation>
    </message>
    <message>
        <source>Give to the carrier</source>
        <translation>Remettre au transporteur</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Compter</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Voir</translation>
    </message>
    <message>
        <source>Reject {number}</source>
        <translation>Rejeter {number}</translation>
    </message>
    <message>
        <source>Why this store does not prepare it</source>
        <translation>Pourquoi ce magasin ne la prépare pas</translation>
    </message>
    <message>
        <source>Open {number} again</source>
        <translation>Rouvrir {number}</translation>
    </message>
    <message>
        <source>Why it is opened again</source>
        <translation>Pourquoi elle est rouverte</translation>
    </message>
    <message>
        <source>Rejecting or opening it again takes a manager.</source>
        <translation>Rejeter ou rouvrir&#x202f;: demandez à votre responsable.</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Réceptionner</translation>
    </message>
    <message>
        <source>{count}, {zones}</source>
        <translation>{count}, {zones}</translation>
    </message>
    <message>
        <source>Free here again at once: {articles}. Another place is looked for.</source>
        <translation>De nouveau disponible ici, tout de suite&#x202f;: {articles}. Un autre lieu est cherché.</translation>
    </message>
    <message>
        <source>Order, customer, article, code</source>
        <translation>Commande, client, article, code</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>Remboursements</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Valider</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Article, order, name, code</source>
        <extracomment>Narrower than this, px, the name of the person gives way to the initials.</extracomment>
        <translation>Article, commande, nom, code</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Scan with the camera (Ctrl G)</source>
        <translation>Lire avec la caméra (Ctrl G)</translation>
    </message>
</context>
<context>
    <name>Tried</name>
    <message>
        <source>{count} wrong PINs were tried for you, the last at {time}. Change yours.</source>
        <translation>{count} codes PIN erronés ont été essayés à votre nom, le dernier à {time}. Changez-en.</translation>
    </message>
    <message>
        <source>{count} wrong PINs were tried for {name}, the last at {time}.</source>
        <translation>{count} codes PIN erronés ont été essayés au nom de {name}, le dernier à {time}.</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Nothing was lost. Make it writable, then try again.</source>
        <translation>Rien n’est perdu. Permettez d’y écrire, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing was lost. Free some room on this disk, then try again.</source>
        <translation>Rien n’est perdu. Libérez de la place sur ce disque, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing was changed on this disk. Call support before anything is deleted.</source>
        <translation>Rien n’a été modifié sur ce disque. Appelez l’assistance avant d’effacer quoi que ce soit.</translation>
    </message>
    <message>
        <source>Its window does not answer: it may still be starting. Look for it, or close it.</source>
        <translation>Sa fenêtre ne répond pas&#x202f;: elle est peut-être en train de s’ouvrir. Cherchez-la, ou fermez-la.</translation>
    </message>
    <message>
        <source>Or go on with a new code: the file is set aside, not deleted. What was not sent from it comes back with its key, or with a backup.</source>
        <translation>Ou continuez avec un nouveau code&#x202f;: le fichier est mis de côté, pas supprimé. Ce qui n’en a pas été envoyé revient avec sa clé, ou avec une sauvegarde.</translation>
    </message>
    <message>
        <source>Set aside and enrol again</source>
        <translation>Mettre de côté et enrôler à nouveau</translation>
    </message>
</context>
<context>
    <name>UnreadPage</name>
    <message>
        <source>Nothing was lost. If it stays so, support asks for what Settings says of this workstation.</source>
        <translation>Rien n’est perdu. Si cela continue, l’assistance demandera ce que les réglages disent de ce poste.</translation>
    </message>
    <message>
        <source>This screen could not be read</source>
        <translation>Cet écran n’a pas pu être lu</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>What support asks for</source>
        <translation>Ce que demande l’assistance</translation>
    </message>
</context>
<context>
    <name>VariantCell</name>
    <message>
        <source>{colour}, {size}: {number}</source>
        <extracomment>As few as this are told as few.</extracomment>
        <translation>{colour}, {size}&#x202f;: {number}</translation>
    </message>
    <message>
        <source>{colour}, {size}: none here, {elsewhere} elsewhere</source>
        <translation>{colour}, {size}&#x202f;: aucun ici, {elsewhere} ailleurs</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Collect</source>
        <translation>Retrait</translation>
    </message>
    <message>
        <source>click and collect</source>
        <translation>retrait en magasin</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>E-réservation</translation>
    </message>
    <message>
        <source>reserved to try on</source>
        <translation>e-réservation</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>Expédition</translation>
    </message>
    <message>
        <source>ship from store</source>
        <translation>expédition depuis le magasin</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfert</translation>
    </message>
    <message>
        <source>transfer to another store</source>
        <translation>transfert vers un autre magasin</translation>
    </message>
    <message>
        <source>to prepare</source>
        <translation>à préparer</translation>
    </message>
    <message>
        <source>being prepared</source>
        <translation>en préparation</translation>
    </message>
    <message>
        <source>being picked</source>
        <translation>en prélèvement</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>prélevée</translation>
    </message>
    <message>
        <source>packed</source>
        <translation>emballée</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>étiquetée</translation>
    </message>
    <message>
        <source>in its bin</source>
        <translation>en casier</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>prête</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>remise au client</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>en route</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>livrée</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>arrivée</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>clôturée</translation>
    </message>
    <message>
        <source>not collected</source>
        <translation>non retirée</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>remise en rayon</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejetée</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>expirée</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>Fewer than the stock says</source>
        <translation>Moins que le stock annoncé</translation>
    </message>
    <message>
        <source>The stock here falls by what is missing</source>
        <translation>Le stock baisse ici de ce qui manque</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmé</translation>
    </message>
    <message>
        <source>It leaves the stock that can be sold</source>
        <translation>Il quitte le stock vendable</translation>
    </message>
    <message>
        <source>Kept for another customer</source>
        <translation>Gardé pour un autre client</translation>
    </message>
    <message>
        <source>The stock stays as it is</source>
        <translation>Le stock ne change pas</translation>
    </message>
    <message>
        <source>Pick later</source>
        <translation>Prélever plus tard</translation>
    </message>
    <message>
        <source>Goes to the end of the round; the stock stays as it is</source>
        <translation>Passe en fin de parcours&#x202f;; le stock ne change pas</translation>
    </message>
    <message>
        <source>On hand, can be sold</source>
        <translation>Stock physique vendable</translation>
    </message>
    <message>
        <source>Held for orders</source>
        <translation>Réservé aux commandes</translation>
    </message>
    <message>
        <source>Held for baskets</source>
        <translation>Réservé aux paniers</translation>
    </message>
    <message>
        <source>Safety stock</source>
        <translation>Stock de sécurité</translation>
    </message>
    <message>
        <source>Kept from this channel</source>
        <translation>Gardé hors de ce canal</translation>
    </message>
    <message>
        <source>Kept for other channels</source>
        <translation>Gardé pour d’autres canaux</translation>
    </message>
    <message>
        <source>Arriving in time</source>
        <translation>Arrive à temps</translation>
    </message>
    <message>
        <source>Less than nothing counts as nothing</source>
        <translation>Moins que zéro compte zéro</translation>
    </message>
    <message>
        <source>This location is shut</source>
        <translation>Ce lieu est fermé</translation>
    </message>
    <message>
        <source>This channel is shut here</source>
        <translation>Ce canal est fermé ici</translation>
    </message>
    <message>
        <source>on hand, can be sold</source>
        <translation>en stock, vendable</translation>
    </message>
    <message>
        <source>held for orders</source>
        <translation>pour des commandes</translation>
    </message>
    <message>
        <source>held for baskets</source>
        <translation>pour des paniers</translation>
    </message>
    <message>
        <source>on display</source>
        <translation>en exposition</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>en casse</translation>
    </message>
    <message>
        <source>in quarantine</source>
        <translation>en quarantaine</translation>
    </message>
    <message>
        <source>in repair</source>
        <translation>en réparation</translation>
    </message>
    <message>
        <source>on the way here</source>
        <translation>en transit vers ici</translation>
    </message>
    <message>
        <source>on the way out</source>
        <translation>en transit au départ</translation>
    </message>
    <message>
        <source>a partner’s</source>
        <translation>d’un partenaire</translation>
    </message>
    <message>
        <source>Headquarters cannot be reached.</source>
        <translation>Le siège est injoignable.</translation>
    </message>
    <message>
        <source>Headquarters did not answer in time.</source>
        <translation>Le siège n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>The line was cut in the middle of an answer.</source>
        <translation>La liaison a été coupée au milieu d’une réponse.</translation>
    </message>
    <message>
        <source>Something else answered, perhaps the sign-in page of the shop’s Wi-Fi.</source>
        <translation>Autre chose a répondu, peut-être la page de connexion du Wi-Fi du magasin.</translation>
    </message>
    <message>
        <source>Something on the way repeats an old answer of headquarters, which does not answer now.</source>
        <translation>Un équipement du réseau renvoie une ancienne réponse du siège, qui ne répond pas en ce moment.</translation>
    </message>
    <message>
        <source>Headquarters answered with a fault of its own.</source>
        <translation>Le siège a répondu par une erreur de son côté.</translation>
    </message>
    <message>
        <source>Headquarters is busy and asked us to wait.</source>
        <translation>Le siège est chargé et demande d’attendre.</translation>
    </message>
    <message>
        <source>What comes is signed by headquarters, and nothing proves that it answers now: its program is of a version before, or something on the way takes the proof out.</source>
        <translation>Ce qui arrive est signé par le siège, et rien ne prouve qu’il répond en ce moment&#x202f;: son programme est d’une version antérieure, ou quelque chose sur le chemin retire la preuve.</translation>
    </message>
    <message>
        <source>being tried on</source>
        <translation>à l’essayage</translation>
    </message>
    <message>
        <source>Headquarters does not know this workstation any more; it must be enrolled again.</source>
        <translation>Le siège ne connaît plus ce poste&#x202f;; il faut l’enrôler de nouveau.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Not proven</source>
        <translation>Non prouvée</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Bloqué</translation>
    </message>
    <message>
        <source>Associate</source>
        <translation>Vente et préparation</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>Siège</translation>
    </message>
    <message>
        <source>pickup code</source>
        <translation>code de retrait</translation>
    </message>
    <message>
        <source>identity card</source>
        <translation>pièce d’identité</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>mandataire</translation>
    </message>
    <message>
        <source>The exchange has stopped over a fault of this workstation; it is begun again by itself.</source>
        <translation>L’échange s’est arrêté sur une erreur de ce poste&#x202f;; il reprend de lui-même.</translation>
    </message>
    <message>
        <source>The proxy of this network does not let us through to headquarters.</source>
        <translation>Le proxy de ce réseau ne nous laisse pas joindre le siège.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>What is held for no order goes to zero here</source>
        <translation>Ce qu’aucune commande ne réserve passe à zéro ici</translation>
    </message>
    <message>
        <source>Held for an order</source>
        <translation>Réservé à une commande</translation>
    </message>
    <message>
        <source>No longer held</source>
        <translation>Réservation levée</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>Prélevé</translation>
    </message>
    <message>
        <source>Put back on the shelf</source>
        <translation>Remis en rayon</translation>
    </message>
    <message>
        <source>Sent with a carrier</source>
        <translation>Remis au transporteur</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remis au client</translation>
    </message>
    <message>
        <source>Sold at the till</source>
        <translation>Vendu en caisse</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Sent to another place</source>
        <translation>Transféré ailleurs</translation>
    </message>
    <message>
        <source>Arrived from another place</source>
        <translation>Arrivé d’un autre lieu</translation>
    </message>
    <message>
        <source>Condition changed</source>
        <translation>Changement d’état</translation>
    </message>
    <message>
        <source>No secure connection came about: what answers does not speak as headquarters does.</source>
        <translation>La connexion sécurisée n’a pas pu s’établir&#x202f;: ce qui répond ne parle pas comme le siège.</translation>
    </message>
    <message>
        <source>The proxy of this network wants a name and a password before it lets us through.</source>
        <translation>Le proxy de ce réseau demande un nom et un mot de passe avant de nous laisser passer.</translation>
    </message>
    <message>
        <source>Headquarters has other actions under this workstation’s name: its disk was copied or put back. Enrol it again; nothing is lost.</source>
        <translation>Le siège a d’autres envois au nom de ce poste&#x202f;: son disque a été copié ou remis en arrière. Enrôlez-le à nouveau&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The certificate shown is not valid today; check this machine’s date first.</source>
        <translation>Le certificat présenté n’est pas valable aujourd’hui&#x202f;; vérifiez d’abord la date de ce poste.</translation>
    </message>
    <message>
        <source>The certificate shown is another address’s: something answers in headquarters’ place.</source>
        <translation>Le certificat présenté est celui d’une autre adresse&#x202f;: autre chose répond à la place du siège.</translation>
    </message>
    <message>
        <source>The certificate shown is of an authority that this machine does not trust.</source>
        <translation>Le certificat présenté vient d’une autorité que ce poste ne connaît pas.</translation>
    </message>
    <message>
        <source>Regional manager</source>
        <translation>Responsable régional</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrateur</translation>
    </message>
    <message>
        <source>lost on its way</source>
        <translation>perdu en route</translation>
    </message>
</context>
</TS>
