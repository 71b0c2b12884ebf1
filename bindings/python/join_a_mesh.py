"""An application in a mesh of another team, known by the contract that this team handed over."""

from cdk8s import Chart
from cdk8s_ossm import Mesh, MeshApp, MeshContract, PathMatch

app = MeshApp()
chart = Chart(app, "orders")

# Everything about the mesh is in the file that the team running it gave us.
mesh = Mesh.from_contract(chart, "mesh", contract=MeshContract.from_file("mesh-contract.json"))
shop = mesh.namespace("shop")

# Our Deployment and Service stand in another repository; here we only refer to them.
orders = shop.service_from_name("orders", port=9080, service_account="orders")

# The host was granted to us: its Route, certificate and server are there. We add where requests go.
mesh.gateway("edge").host("orders").add_route("web", match=PathMatch.prefix("/"), backend=orders)

app.synth()
