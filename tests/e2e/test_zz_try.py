import time
from tests.e2e.back_room import *
async def test_try(back_room):
    for _ in range(1):
        async with back_room.shop() as shop:
            placed = await back_room.place(shop)
            errand = await back_room.errand(shop, placed)
        t=time.time()
        ended = run_desktop(errand)
        print(time.time()-t, ended.code, ended.said)
        t=time.time()
        ended = run_desktop(errand)
        print(time.time()-t, ended.code, ended.said)
        async with back_room.shop() as shop:
            print(await shop.order(placed.id)); print(await shop.fulfilment(placed.id))
