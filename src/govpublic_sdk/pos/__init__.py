"""The feedback platform «Госуслуги. Решаем вместе» (ПОС): its links. Nothing here asks a server."""
