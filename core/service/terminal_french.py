"""What `coulisse-core` says at a terminal, in French, by its English sentence.

Programs read the codes in brackets, the JSON and the tokens: those are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "Administrator's token (also in {file}): {token}": (
            "Jeton de l’administrateur (aussi dans {file}) : {token}"
        ),
        "The core in {data} is ready.": "Le core de {data} est prêt.",
        "The system lets this process hold {most} connections; {wanted} are bound to come at "
        "full size. Raise its limit of open files (ulimit -n, LimitNOFILE).": (
            "Le système accorde {most} connexions à ce processus ; à pleine charge il en viendra "
            "{wanted}. Relevez sa limite de fichiers ouverts (ulimit -n, LimitNOFILE)."
        ),
        "Serving {url}": "Service à l’adresse {url}",
        "Stopped.": "Arrêté.",
        "Went on after line {line}, where an earlier run was cut off.": (
            "Reprise après la ligne {line}, où un import précédent a été interrompu."
        ),
        "Interrupted. What is in stays; the same command goes on with the rest.": (
            "Interrompu. Ce qui est entré reste ; la même commande fera le reste."
        ),
        "Shown are the first {shown}; {more} more.": "Les {shown} premières sont affichées ; {more} autres.",
        "{written} {kind} imported, {left_out} lines left out.": (
            "Importés ({kind}) : {written} ; lignes laissées de côté : {left_out}."
        ),
        "{count} {kind} exported to {out}.": "Exportés ({kind}) vers {out} : {count}.",
        "Good until {until}.": "Valable jusqu’au {until}.",
        "{staff}: {permission} {setting}.": "{staff} : {permission} {setting}.",
        "granted": "accordé",
        "withdrawn": "retiré",
        "role": "selon le rôle",
        "The demo network is in {data}; {place} enrols with {code}.": (
            "Le réseau de démonstration est dans {data} ; {place} s’enrôle avec {code}."
        ),
        "{devices} devices, {envelopes} envelopes ({erased} erased on request), {approvals} "
        "approvals, {refunds} refunds, {credits} store credits.": (
            "Postes : {devices} ; enveloppes : {envelopes} (effacées sur demande : {erased}) ; "
            "approbations : {approvals} ; remboursements : {refunds} ; avoirs : {credits}."
        ),
        "{written} envelopes written to {file}.": "Enveloppes écrites dans {file} : {written}.",
        "All of it holds.": "Tout est en ordre.",
        "An envelope is missing": "Il manque une enveloppe",
        "The device's key has not signed these bytes": "La clé du poste n’a pas signé ces octets",
        "These bytes are not an envelope": "Ces octets ne sont pas une enveloppe",
        "The hash that is kept is not of these bytes": "L’empreinte conservée n’est pas celle de ces octets",
        "It does not follow the envelope before it": "Elle ne suit pas l’enveloppe précédente",
        "It is not the envelope of this place": "Ce n’est pas l’enveloppe de cette place",
        "The chain does not end where the device's record says": (
            "La chaîne ne s’arrête pas où le dit la fiche du poste"
        ),
        "The manager's key has not signed this approval": (
            "La clé du responsable n’a pas signé cette approbation"
        ),
        "The refund is not what was approved": "Le remboursement n’est pas celui qui a été approuvé",
        "Its parts do not add up": "Ses parties ne font pas le total",
        "More was paid than was to be paid": "Il a été payé plus qu’il n’était dû",
        "Nobody has signed what it says was approved": "Personne n’a signé ce qu’il dit approuvé",
        "Its units are not its own": "Ses unités ne sont pas les siennes",
        "It says that it was erased, and nobody has written that down": (
            "Elle se dit effacée, et personne ne l’a noté"
        ),
        "Its entries do not add up to its balance": "Ses écritures ne font pas son solde",
        "Streams shortened: {streams}, by {days} days in all.": (
            "Flux raccourcis : {streams}, de {days} jours en tout."
        ),
        "{name} = {now} ({least} to {most}, usually {usual})": (
            "{name} = {now} ({least} à {most}, {usual} d’habitude)"
        ),
        "{location}  {name}  {id}  {count} commands  {stands}": (
            "{location}  {name}  {id}  {count} actions  {stands}"
        ),
        "retired": "retiré",
        "in use": "en service",
        "{device} may send again.": "{device} peut de nouveau envoyer.",
        "{device} is retired.": "{device} est retiré.",
        "has left": "parti",
        "{staff} has left.": "{staff} est parti.",
        "{staff} signs for {stores}.": "{staff} signe pour {stores}.",
        "no store": "aucun magasin",
        "{file}: {size} bytes.": "{file} : {size} octets.",
        "The core in {data} is as it was in {file}.": "Le core de {data} est tel qu’il était dans {file}.",
        "Erased: {rows} rows, {envelopes} envelopes, {images} earlier images.": (
            "Effacé : {rows} rangées, {envelopes} enveloppes, {images} images antérieures."
        ),
        "The sale {receipt} is in another name, and stays. If it is theirs too, erase by its receipt.": (
            "La vente {receipt} est à un autre nom et reste. Si elle est aussi la leur, effacez "
            "par son ticket."
        ),
        "It is written down as {id}. Stores let go of it when they are connected.": (
            "C’est consigné sous {id}. Les magasins l’oublient dès qu’ils sont connectés."
        ),
        "given up: the one that ships is printed": "abandonné : le modèle livré est imprimé",
        "Every store prints {name} by {file}, version {version}.": (
            "Chaque magasin imprime {name} selon {file}, version {version}."
        ),
        "Every store prints {name} as it ships.": "Chaque magasin imprime {name} selon le modèle livré.",
        "Customers are told by {host}:{port} from the next start on. Try it: coulisse-core notices test.": (
            "Les clients sont prévenus par {host}:{port} dès le prochain démarrage. Pour "
            "essayer : coulisse-core notices test."
        ),
        "What customers are told is written to {folder} from the next start on.": (
            "Ce qui est dit aux clients est écrit dans {folder} dès le prochain démarrage."
        ),
        "Customers are told nothing from the next start on.": (
            "Les clients ne sont plus prévenus dès le prochain démarrage."
        ),
        "Sent to {address}: {way}.": "Envoyé à {address} : {way}.",
        "{count} stores: scanning is {scan}.": "Magasins : {count} ; scan : {scan}.",
        "forced": "obligatoire",
        "free": "libre",
        "{count} stores take goods back by {file}.": "Magasins qui reprennent selon {file} : {count}.",
        "The rules hold within a minute.": "Les règles s’appliquent dans la minute.",
        "{decisions} decisions of the last {days} days; {changed} would come out otherwise.": (
            "Décisions des {days} derniers jours : {decisions} ; en changeraient : {changed}."
        ),
        "Parcels: {before} then, {after} with these rules.": (
            "Colis : {before} alors, {after} avec ces règles."
        ),
        "Units free nowhere: {before} then, {after} with these rules.": (
            "Unités libres nulle part : {before} alors, {after} avec ces règles."
        ),
        "Cost at these rules' prices: {saved} less in all (below zero: more).": (
            "Coût aux prix de ces règles : {saved} de moins en tout (sous zéro : de plus)."
        ),
        "nowhere": "nulle part",
        "Of {count} decisions not all locations with stock were kept: others may be better "
        "still by these rules. Each decision is tried with the stock that there was then.": (
            "Pour {count} décisions, les lieux qui avaient du stock n’ont pas tous été conservés "
            ": d’autres peuvent être meilleurs encore selon ces règles. Chaque décision est "
            "rejouée avec le stock d’alors."
        ),
        "locations": "lieux",
        "staff": "personnel",
        "staff of other stores": "personnel des autres magasins",
        "articles": "articles",
        "prices": "prix",
        "bins": "casiers",
        "carriers": "transporteurs",
        "positions": "positions de stock",
        "indexing positions": "indexation des positions",
        "stock": "stock",
        "pieces": "pièces",
        "receipts": "tickets",
        "places": "emplacements",
        "orders": "commandes",
        "generating": "génération",
        "publishing": "publication",
        "{what}: {done}": "{what} : {done}",
        "{done} of {total}": "{done} sur {total}",
        "{seconds} s left": "encore {seconds} s",
    }
)
